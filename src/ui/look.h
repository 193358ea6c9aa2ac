#pragma once

#include "train/snapshot.h"
#include "ui/commands.h"
#include "ui/shared.h"

/// What somebody looks at: changes of View::attention that several panels make.
namespace lab::ui {

/// Tells the trainer what is looked at now; whoever changes View::attention calls it afterwards.
void attend(const Shared& shared, Commands& commands);

/// Shows that picture large, with its own code. From one of one's own the way back is to the test image shown before.
void look_at(Shared& shared, Commands& commands, Pick picture);

/// Shows what is drawn now, or the test image where that is nothing. Once the pen is lifted the drawing is kept among
/// one's own pictures.
void look_at_drawing(Shared& shared, Commands& commands);

/// Opens or closes what is for pictures of one's own. Somebody who draws on sees what he has drawn; a photo that is
/// worked on has become what it is then.
void open_own(Shared& shared, Commands& commands, bool open);

/// Shows test image `spotlight` large and keeps it among the ten of the strip.
void show_digit(Shared& shared, const Snapshot& snapshot, Commands& commands, int spotlight);

/// Shows the next ten test images.
void show_other_digits(Shared& shared, const Snapshot& snapshot, Commands& commands);

/// Sets the code that is decoded instead of the picture's own; empty: none.
void set_code(Shared& shared, Commands& commands, std::vector<float> code);

}  // namespace lab::ui
