#include "io/python_script.h"

#include "io/python_text.h"

namespace lab {
namespace {

constexpr std::string_view kDocstring =
    R"("""{title} ({name}), exported by Autoencoder Lab: network, weights and training, for {library}.

    python3 THIS.py predict IN.npy OUT.npy     IN: one sample per row, (N, {columns} float32
    python3 THIS.py train DATA.npz OUT.npz     DATA: x_train, y_train, x_test, y_test, as in Keras's mnist.npz

The weights it starts from lie beside it. "train" saves its own to OUT.npz, which `lab import` reads.
"""
)";

constexpr std::string_view kConstants = R"(
WEIGHTS = pathlib.Path(__file__).with_name({weights})
INPUT = {input}  # one sample; images are channel last
BATCH_SIZE = {batch_size}
EPOCHS = {epochs}
)";

}  // namespace

constexpr std::string_view kScriptEnd = R"(

if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("predict", "train"):
        sys.exit(__doc__)
    network = build()
    load_weights(network, WEIGHTS)
    if sys.argv[1] == "train":
        train(network, np.load(sys.argv[2]))
        save_weights(network, sys.argv[3])
    else:
        np.save(sys.argv[3], predict(network, images_of(np.load(sys.argv[2]))))
)";

std::string script_docstring(const ExperimentSpec& spec, std::string_view library) {
  return fill_template(kDocstring, {{"title", python_prose(spec.title)},
                                    {"name", python_prose(spec.name)},
                                    {"library", std::string(library)},
                                    {"columns", spec.input.to_string().substr(1)}});
}

std::string script_constants(const ExperimentSpec& spec, const std::string& weights_file) {
  return fill_template(kConstants, {{"weights", python_string(weights_file)},
                                    {"input", python_tuple(spec.input)},
                                    {"batch_size", python_number(spec.batch_size)},
                                    {"epochs", python_number(spec.epochs)}});
}

}  // namespace lab
