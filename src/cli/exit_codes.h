#pragma once

namespace lab::cli {

// What the program exits with; `lab --help` lists them.
inline constexpr int kRefusedExit = 2;        ///< bad input, or something that failed; a sentence says what
inline constexpr int kDivergedExit = 3;       ///< training went astray; what there is has been written
inline constexpr int kInterruptedExit = 130;  ///< Ctrl-C, or a request to end; likewise
inline constexpr const char* kExitCodes =
    "Exit codes: 0 all went well; 2 something was refused or failed, and a sentence says what; 3 training diverged: "
    "the loss was no number or ten times the first one, or a layer died (what was learned before is written); 130 "
    "interrupted by Ctrl-C (likewise).";

}  // namespace lab::cli
