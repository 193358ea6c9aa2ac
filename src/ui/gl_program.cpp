#include "ui/gl_program.h"

#include <GLES3/gl3.h>

namespace lab::ui {
namespace {

GLuint compile(GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  return shader;
}

}  // namespace

unsigned make_gl_program(const char* vertex, const char* fragment) {
  const GLuint program = glCreateProgram();
  const GLuint parts[] = {compile(GL_VERTEX_SHADER, vertex), compile(GL_FRAGMENT_SHADER, fragment)};
  for (const GLuint part : parts) glAttachShader(program, part);
  glLinkProgram(program);
  for (const GLuint part : parts) glDeleteShader(part);
  return program;
}

}  // namespace lab::ui
