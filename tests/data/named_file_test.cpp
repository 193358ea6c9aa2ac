#include "data/named_file.h"

#include <doctest/doctest.h>

#include <string>

using lab::FileRole;
using lab::folder_role;
using lab::role_of;

TEST_CASE("names tell training from test files") {
  for (const char* const name : {"train-images-idx3-ubyte", "x_train.npy", "Training.csv",
                                 "qmnist-train-labels-idx2-int.gz", "mnist_TRAIN.csv", "train"}) {
    CAPTURE(std::string(name));
    CHECK(role_of(name) == FileRole::train);
  }
  for (const char* const name : {"t10k-images-idx3-ubyte", "x_test.npy", "test_batch.bin", "T10K", "Testing.csv"}) {
    CAPTURE(std::string(name));
    CHECK(role_of(name) == FileRole::test);
  }
  for (const char* const name : {"a", "", "data_batch_1.bin", "images.npy"}) {
    CAPTURE(std::string(name));
    CHECK(role_of(name) == FileRole::unknown);
  }
}

TEST_CASE("validation is a word of its own") {
  for (const char* const name : {"x_val.npy", "val", "VAL-images", "valid.csv", "validation_images", "x.valid"}) {
    CAPTURE(std::string(name));
    CHECK(role_of(name) == FileRole::validation);
  }
  for (const char* const name : {"interval.npy", "valley.npy", "values.csv", "oval", "retrieval_1"}) {
    CAPTURE(std::string(name));
    CHECK(role_of(name) == FileRole::unknown);
  }
}

TEST_CASE("a file's own name counts first, then the nearest folder that is called just so") {
  CHECK(role_of("test/train-images") == FileRole::train);
  CHECK(role_of("train/a.npy") == FileRole::train);
  CHECK(role_of("set/Test/a.npy") == FileRole::test);
  CHECK(role_of("train/deep/test/a.npy") == FileRole::test);
  CHECK(role_of("test/deep/a.npy") == FileRole::test);
  CHECK(role_of("val\\a.npy") == FileRole::validation);
  CHECK(role_of("/train/a") == FileRole::train);
  // A folder may be called as it likes.
  CHECK(role_of("test data/a.npy") == FileRole::unknown);
  CHECK(role_of("latest/a.npy") == FileRole::unknown);
  CHECK(role_of("/a") == FileRole::unknown);
}

TEST_CASE("folders for training, validation and testing have a few names, in capitals or not") {
  for (const char* const name : {"train", "Training"}) CHECK(folder_role(name) == FileRole::train);
  for (const char* const name : {"val", "VALID", "validation"}) CHECK(folder_role(name) == FileRole::validation);
  for (const char* const name : {"test", "Testing"}) CHECK(folder_role(name) == FileRole::test);
  for (const char* const name : {"", "tests", "trains", "training data", "my-test"}) {
    CAPTURE(std::string(name));
    CHECK(folder_role(name) == FileRole::unknown);
  }
}

TEST_CASE("capitals become small letters, other bytes stay") {
  CHECK(lab::lower_case("ABz-1\xC3\x84") == "abz-1\xC3\x84");
}
