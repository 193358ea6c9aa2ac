#include "cli/reproduce_rows.h"

#include "cli/reproduce_measures.h"

namespace lab::cli {
namespace {

constexpr double kNoGoal = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kShort = "--epochs 1 --train-size 256";
constexpr std::string_view kPictures = "picture pairs";

// Published figures are the course documents'; where they were measured on Fashion-MNIST, the line says so.
constexpr ReproduceRow kRows[] = {
    {"A1", "train dense-ae --data DATA", kShort, Needs::digits, kPictures, measure_training},
    {"A2", "train dense-ae-deep --data DATA", kShort, Needs::digits, kPictures, measure_training},
    {"A3", "train dense-dae-gauss --data DATA", kShort, Needs::digits, kPictures, measure_training},
    {"A3-deep", "train dense-dae-gauss-deep --data DATA", kShort, Needs::digits, kPictures, measure_training},
    {"A4", "train lab-dae --data DATA", kShort, Needs::digits,
     "val loss on Fashion-MNIST 0.3420 (epoch 1), 0.3052 (epoch 30); 37-49 us per sample", measure_training, kNoGoal,
     50'992},
    // With noise drawn once, the draw decides the third digit.
    {"A4-seeds", "sweep lab-dae --grid learning_rate=0.001 --replicates 5 --data DATA", kShort, Needs::digits,
     "reference in PyTorch, two seeds: 0.1234, 0.1254", measure_loss_sweep},
    {"A5", "train lab-level-up --data DATA", kShort, Needs::digits, "compared by the student", measure_training},
    {"A6", "train sp-dae --data DATA", kShort, Needs::digits,
     "val loss 0.1305 (epoch 4), 0.1236 (epoch 10), 0.1202 (epoch 32); 8 s an epoch", measure_training},
    {"A7", "stack stacked-ae --data DATA", "--epochs 3 --train-size 256", Needs::digits, "described, no figure",
     measure_stack},
    {"B1", "train conv-ae --data DATA", kShort, Needs::digits, "pictures", measure_training},
    {"B2", "train conv-dae --data DATA", kShort, Needs::digits, "pictures", measure_training},
    {"B3", "train cifar-conv-ae --data CIFAR", kShort, Needs::cifar,
     "accuracy of rounded pixels 0.85 (10 epochs) to 0.90 (50 epochs)", measure_training, kNoGoal, 4'963},
    {"B3-relu", "train cifar-conv-ae-relu --data CIFAR", kShort, Needs::cifar,
     "accuracy of rounded pixels 0.85 (10 epochs) to 0.90 (50 epochs)", measure_training, kNoGoal, 4'963},
    {"B4", "train cifar-conv-bn --data CIFAR", kShort, Needs::cifar, "summary table", measure_training, kNoGoal, 29'123,
     192},
    {"B5", "train conv-dae-transposed --data DATA", kShort, Needs::digits, "no figure", measure_training},
    {"C1", "train mlp --data DATA", kShort, Needs::digits, "accuracy 0.9720, loss 0.0899", measure_training, 0.972,
     55'050},
    // One run says little here: after ten epochs at this learning rate the accuracy still goes up and down by a point.
    {"C1-seeds", "sweep mlp --grid learning_rate=0.1 --replicates 5 --data DATA", kShort, Needs::digits,
     "accuracy 0.9720 (one run)", measure_sweep, 0.972},
    {"C2", "sweep mlp-l2-sweep --grid l2=1e-6:1e-3:5 --replicates 3 --data DATA", kShort, Needs::digits,
     "best accuracy 0.9835 (Hinton: 0.9847)", measure_sweep, 0.9835},
    {"C3", "train cnn --data DATA", kShort, Needs::digits, "accuracy 0.9920, loss 0.0259; 57 s an epoch",
     measure_training, 0.992},
    {"C3-seeds", "sweep cnn --grid learning_rate=0.1 --replicates 4 --data DATA", kShort, Needs::digits,
     "accuracy 0.9920 (one run)", measure_sweep, 0.992},
    {"C4-2-max", "train cifar-cnn-2-max --data CIFAR", kShort, Needs::cifar, "accuracy 0.7024 (50,000 images)",
     measure_training},
    {"C4-2-avg", "train cifar-cnn-2-avg --data CIFAR", kShort, Needs::cifar, "accuracy 0.6949 (50,000 images)",
     measure_training},
    {"C4-3-max", "train cifar-cnn-3-max --data CIFAR", kShort, Needs::cifar, "accuracy 0.7085 (50,000 images)",
     measure_training},
    {"C4-3-avg", "train cifar-cnn-3-avg --data CIFAR", kShort, Needs::cifar, "accuracy 0.6725 (50,000 images)",
     measure_training},
    {"D1", "noise-sweep OUT/A6/model.aelab --noise salt-pepper --data DATA --out OUT/D1", "--images 50", Needs::digits,
     "people lose the digit above 0.5; denoising degrades from 0.5 and stops at 0.8", measure_restoring},
    {"D2",
     "noise-sweep OUT/A6/model.aelab --classifier OUT/C3/model.aelab --noise salt-pepper --data DATA --out OUT/D2",
     "--images 50", Needs::digits, "denoising loses slightly at 0 to 0.1, wins from 0.2 to 0.8", measure_classifying},
    {"D3", "figure first-ten OUT/A6/model.aelab --data DATA --out OUT/D3/figure.png", "", Needs::digits,
     "ten digits: clean, noisy, denoised", measure_picture},
    {"D4", "figure samples --data DATA --out OUT/D4/figure.png", "", Needs::digits,
     "5 random training images, 5 random test images", measure_picture},
    {"D5", "history OUT/C1/run.json --out OUT/D5", "", Needs::digits, "loss and accuracy per epoch, plotted",
     measure_history},
    {"D6", "summary lab-dae", "", Needs::nothing, "table of layers: 25,120 + 25,872 = 50,992 parameters",
     measure_summary, kNoGoal, 50'992},
};

}  // namespace

std::span<const ReproduceRow> reproduce_rows() { return kRows; }

}  // namespace lab::cli
