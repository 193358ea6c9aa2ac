#version 300 es
// Pixels of an image: crisp squares at any scale, in grey (or their own colours), in the viridis colour map, as signed
// numbers, or as the signed difference between what the network made and what it should have made.
precision highp float;
precision highp int;

in vec2 v_uv;
flat in vec4 v_sample;
flat in vec2 v_extent;

uniform sampler2D u_images;   // images in columns and rows; of the preview, rows of planes: original, noisy, denoised
uniform vec2 u_image_size;    // pixels of one image
uniform bool u_grey;          // one channel
uniform vec3 u_zero;          // colour of "no difference"

out vec4 o_color;

const float kPlaneOriginal = 0.0;
const float kPlaneDenoised = 2.0;
const float kMapViridis = 1.0;
const float kMapDifference = 2.0;
const float kMapDiverging = 3.0;

// Nearest sampling with edges one device pixel wide, so that squares look equally large at fractional scales too.
vec3 pixel(float image, float plane) {
  vec2 at = v_uv * u_image_size;
  vec2 width = max(fwidth(at), vec2(1e-5));
  vec2 seam = floor(at + 0.5);
  at = seam + clamp((at - seam) / width, -0.5, 0.5);
  at = clamp(at, vec2(0.5), u_image_size - 0.5);
  vec2 corner = vec2(image, plane) * u_image_size;
  vec3 color = texture(u_images, (corner + at) / vec2(textureSize(u_images, 0))).rgb;
  return u_grey ? color.rrr : color;
}

float luminance(vec3 color) { return dot(color, vec3(0.2126, 0.7152, 0.0722)); }

// A polynomial of degree six through matplotlib's viridis (Matt Zucker's fit, public domain).
vec3 viridis(float t) {
  const vec3 c0 = vec3(0.2777273272, 0.0054073445, 0.3340998053);
  const vec3 c1 = vec3(0.1050930431, 1.4046135299, 1.3845901627);
  const vec3 c2 = vec3(-0.3308618287, 0.2148475595, 0.0950951630);
  const vec3 c3 = vec3(-4.6342304984, -5.7991009734, -19.3324409563);
  const vec3 c4 = vec3(6.2282699379, 14.1799333668, 56.6905526007);
  const vec3 c5 = vec3(4.7763849975, -13.7451453777, -65.3530326334);
  const vec3 c6 = vec3(-5.4354558559, 4.6458526122, 26.3124352495);
  return c0 + t * (c1 + t * (c2 + t * (c3 + t * (c4 + t * (c5 + t * c6)))));
}

// Blue below zero, orange above.
vec3 diverging(float difference) {
  vec3 end = difference < 0.0 ? vec3(0.23, 0.52, 0.98) : vec3(0.98, 0.48, 0.16);
  return mix(u_zero, end, pow(clamp(abs(difference), 0.0, 1.0), 0.7));
}

// How much of this fragment lies inside the rounded rectangle.
float coverage(float radius) {
  vec2 from_center = abs((v_uv - 0.5) * v_extent) - v_extent * 0.5 + radius;
  float distance = length(max(from_center, 0.0)) + min(max(from_center.x, from_center.y), 0.0) - radius;
  return clamp(0.5 - distance, 0.0, 1.0);
}

void main() {
  float map = v_sample.z;
  vec3 color;
  if (map == kMapDifference) {
    color = diverging(luminance(pixel(v_sample.x, kPlaneDenoised)) - luminance(pixel(v_sample.x, kPlaneOriginal)));
  } else {
    color = pixel(v_sample.x, v_sample.y);
    if (map == kMapDiverging) color = diverging((luminance(color) * 255.0 - 128.0) / 127.0);
    if (map == kMapViridis) color = clamp(viridis(luminance(color)), 0.0, 1.0);
  }
  o_color = vec4(color, coverage(v_sample.w));
}
