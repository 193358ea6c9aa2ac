#version 300 es
// Glyphs and shapes: the atlas holds only how much of each pixel is covered.
precision mediump float;

in vec2 v_uv;
in vec4 v_color;

uniform sampler2D u_coverage;

out vec4 o_color;

void main() { o_color = vec4(v_color.rgb, v_color.a * texture(u_coverage, v_uv).r); }
