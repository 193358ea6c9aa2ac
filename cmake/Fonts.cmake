# Inter, cut down at build time to the characters that the page can show.
#
#   LAB_FONT_REGULAR, LAB_FONT_SEMIBOLD                  the whole fonts (260 kB and more each)
#   LAB_FONT_REGULAR_SUBSET, LAB_FONT_SEMIBOLD_SUBSET    fonts/font-regular.ttf and fonts/font-semibold.ttf in the build
#                                                        folder, made by the target lab_fonts
#
# Where fontTools (which cuts) is missing, the whole fonts are copied there. The names end in .ttf, as every reader of
# fonts calls them, whichever kind of outlines is inside.

set(LAB_FONT_REGULAR "${LAB_FONTS}/Inter-Regular.otf")
set(LAB_FONT_SEMIBOLD "${LAB_FONTS}/Inter-SemiBold.otf")
set(LAB_FONT_REGULAR_SUBSET "${CMAKE_BINARY_DIR}/fonts/font-regular.ttf")
set(LAB_FONT_SEMIBOLD_SUBSET "${CMAKE_BINARY_DIR}/fonts/font-semibold.ttf")

# Latin-1; Greek; dashes, quotes, bullets, ellipsis, primes; sub- and superscripts; arrows; operators; shapes
# and the signs that buttons use. What Inter lacks is left out.
string(JOIN "," lab_font_characters
  "U+0020-007E,U+00A0-00FF" "U+0391-03C9" "U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+2030,U+2032,U+2033"
  "U+2070-209C" "U+2190-2199,U+21A9,U+21AA,U+21B6,U+21B7,U+21BA,U+21BB"
  "U+2202,U+2206-2208,U+220F,U+2211,U+2212,U+2215,U+2217,U+2218,U+221A,U+221E,U+2248,U+2260,U+2264,U+2265,U+2297,U+22C5"
  "U+23F5-23FA,U+25A0,U+25A1,U+25B2,U+25B6,U+25BC,U+25C0,U+25C6,U+25CB,U+25CF,U+2713,U+2715,U+2717,U+275A")

# The system's Python first: version managers' wrappers start ten times slower.
find_program(LAB_PYTHON NAMES python3 PATHS /usr/bin NO_DEFAULT_PATH NO_CMAKE_FIND_ROOT_PATH)
find_program(LAB_PYTHON NAMES python3 NO_CMAKE_FIND_ROOT_PATH)
lab_dependency(fonttools)
set(lab_run_python ${CMAKE_COMMAND} -E env "PYTHONPATH=${fonttools_PREFIX}/usr/lib/python3/dist-packages" "${LAB_PYTHON}")
set(lab_no_fonttools 1)
if(LAB_PYTHON)
  execute_process(COMMAND ${lab_run_python} -c "import fontTools.subset"
                  RESULT_VARIABLE lab_no_fonttools OUTPUT_QUIET ERROR_QUIET)
endif()
if(lab_no_fonttools)
  message(STATUS "fontTools is missing: the page gets the whole fonts")
endif()

foreach(weight REGULAR SEMIBOLD)
  if(lab_no_fonttools)
    set(lab_make_font ${CMAKE_COMMAND} -E copy "${LAB_FONT_${weight}}" "${LAB_FONT_${weight}_SUBSET}")
  else()
    set(lab_make_font ${lab_run_python} "${CMAKE_CURRENT_LIST_DIR}/subset_font.py"
        "${LAB_FONT_${weight}}" "${LAB_FONT_${weight}_SUBSET}" "${lab_font_characters}")
  endif()
  add_custom_command(
    OUTPUT "${LAB_FONT_${weight}_SUBSET}"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${CMAKE_BINARY_DIR}/fonts"
    COMMAND ${lab_make_font}
    DEPENDS "${LAB_FONT_${weight}}" "${CMAKE_CURRENT_LIST_DIR}/subset_font.py" "${CMAKE_CURRENT_LIST_FILE}"
    COMMENT "Making ${LAB_FONT_${weight}_SUBSET}"
    VERBATIM)
endforeach()
add_custom_target(lab_fonts DEPENDS "${LAB_FONT_REGULAR_SUBSET}" "${LAB_FONT_SEMIBOLD_SUBSET}")
