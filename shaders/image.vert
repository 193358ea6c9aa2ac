#version 300 es
// One small picture per instance: places a unit square at the instance's rectangle of the drawing buffer.

layout(location = 0) in vec4 a_rect;    // left, top, right, bottom in device pixels
layout(location = 1) in vec4 a_sample;  // column and row of the texture, colour map, corner radius in pixels

uniform vec2 u_screen;  // device pixels of the drawing buffer

out vec2 v_uv;          // 0..1 over the picture
flat out vec4 v_sample;
flat out vec2 v_extent;  // device pixels of the picture

void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
  vec2 position = mix(a_rect.xy, a_rect.zw, corner);
  v_uv = corner;
  v_sample = a_sample;
  v_extent = a_rect.zw - a_rect.xy;
  gl_Position = vec4(position.x / u_screen.x * 2.0 - 1.0, 1.0 - position.y / u_screen.y * 2.0, 0.0, 1.0);
}
