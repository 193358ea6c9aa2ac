#include "ui/renderer.h"

#include <GLES3/gl3.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "shaders.h"
#include "ui/gl_program.h"
#include "ui/offscreen.h"

namespace lab::ui {
namespace {

GLuint texture_name(ImTextureID id) { return static_cast<GLuint>(id); }

// OpenGL takes an offset into a buffer as a pointer.
const void* offset(std::size_t bytes) {
  return reinterpret_cast<const void*>(bytes);  // NOLINT(performance-no-int-to-ptr)
}

/// Makes room in the bound buffer and gives its old contents away, so that the GPU may still be reading them.
void orphan(GLenum target, std::size_t& room, std::size_t needed) {
  if (needed > room) room = std::max(needed, room * 2);
  glBufferData(target, static_cast<GLsizeiptr>(room), nullptr, GL_STREAM_DRAW);
}

}  // namespace

bool scissor(const ImVec4& clip, ImVec2 screen, float scale) {
  const float left = std::max(clip.x, 0.0F) * scale;
  const float top = std::max(clip.y, 0.0F) * scale;
  const float right = std::min(clip.z, screen.x) * scale;
  const float bottom = std::min(clip.w, screen.y) * scale;
  if (right <= left || bottom <= top) return false;
  glEnable(GL_SCISSOR_TEST);
  glScissor(static_cast<GLint>(left), static_cast<GLint>(screen.y * scale - bottom), static_cast<GLsizei>(right - left),
            static_cast<GLsizei>(bottom - top));
  return true;
}

void Renderer::attach() {
  ImGuiIO& io = ImGui::GetIO();
  io.BackendRendererName = "lab";
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  io.Fonts->TexDesiredFormat = ImTextureFormat_Alpha8;
}

void Renderer::forget() {
  program_ = vertex_array_ = vertices_ = indices_ = 0;
  vertex_room_ = index_room_ = 0;
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
}

void Renderer::prepare() { program_ = make_gl_program(shaders::kGuiVert, shaders::kGuiFrag); }

void Renderer::create() {
  if (program_ == 0) prepare();
  u_screen_ = glGetUniformLocation(program_, "u_screen");
  glGenVertexArrays(1, &vertex_array_);
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &indices_);
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  for (GLuint attribute = 0; attribute < 3; ++attribute) glEnableVertexAttribArray(attribute);
}

void Renderer::update_texture(ImTextureData& texture) {
  if (texture.Status == ImTextureStatus_WantDestroy && texture.UnusedFrames > 0) {
    const GLuint name = texture_name(texture.TexID);
    glDeleteTextures(1, &name);
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
    return;
  }
  if (texture.Status != ImTextureStatus_WantCreate && texture.Status != ImTextureStatus_WantUpdates) return;
  const GLenum format = texture.Format == ImTextureFormat_Alpha8 ? GL_RED : GL_RGBA;
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  if (texture.Status == ImTextureStatus_WantCreate) {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER})
      glTexParameteri(GL_TEXTURE_2D, filter, GL_LINEAR);
    for (const GLenum wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T})
      glTexParameteri(GL_TEXTURE_2D, wrap, GL_CLAMP_TO_EDGE);
    glTexImage2D(GL_TEXTURE_2D, 0, format == GL_RED ? GL_R8 : GL_RGBA8, texture.Width, texture.Height, 0, format,
                 GL_UNSIGNED_BYTE, texture.GetPixels());
    texture.SetTexID(static_cast<ImTextureID>(name));
  } else {
    glBindTexture(GL_TEXTURE_2D, texture_name(texture.TexID));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, texture.Width);
    for (const ImTextureRect& r : texture.Updates) {
      glTexSubImage2D(GL_TEXTURE_2D, 0, r.x, r.y, r.w, r.h, format, GL_UNSIGNED_BYTE, texture.GetPixelsAt(r.x, r.y));
    }
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  }
  texture.SetStatus(ImTextureStatus_OK);
}

void Renderer::point_at(std::size_t vertex_bytes) {
  constexpr GLsizei kStride = sizeof(ImDrawVert);
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, kStride, offset(vertex_bytes + offsetof(ImDrawVert, pos)));
  glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, kStride, offset(vertex_bytes + offsetof(ImDrawVert, uv)));
  glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride, offset(vertex_bytes + offsetof(ImDrawVert, col)));
}

void Renderer::bind(const ImDrawData& data) const {
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  glUseProgram(program_);
  glUniform2f(u_screen_, data.DisplaySize.x, data.DisplaySize.y);
  glActiveTexture(GL_TEXTURE0);
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
}

void Renderer::upload(ImDrawData& data) {
  glBindVertexArray(vertex_array_);
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  orphan(GL_ARRAY_BUFFER, vertex_room_, static_cast<std::size_t>(data.TotalVtxCount) * sizeof(ImDrawVert));
  orphan(GL_ELEMENT_ARRAY_BUFFER, index_room_, static_cast<std::size_t>(data.TotalIdxCount) * sizeof(ImDrawIdx));
  GLintptr vertex_bytes = 0;
  GLintptr index_bytes = 0;
  for (const ImDrawList* list : data.CmdLists) {
    glBufferSubData(GL_ARRAY_BUFFER, vertex_bytes, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data);
    glBufferSubData(GL_ELEMENT_ARRAY_BUFFER, index_bytes, list->IdxBuffer.size_in_bytes(), list->IdxBuffer.Data);
    vertex_bytes += list->VtxBuffer.size_in_bytes();
    index_bytes += list->IdxBuffer.size_in_bytes();
  }
}

void Renderer::draw_list(const ImDrawData& data, const ImDrawList& list, std::size_t vertex_bytes,
                         std::size_t index_bytes) {
  const ImVec2 screen = data.DisplaySize;
  point_at(vertex_bytes);
  for (const ImDrawCmd& command : list.CmdBuffer) {
    if (command.UserCallback == ImDrawCallback_ResetRenderState) {
      bind(data);
      point_at(vertex_bytes);
      continue;
    }
    if (command.UserCallback != nullptr) {
      command.UserCallback(&list, &command);
      continue;
    }
    if (command.ElemCount == 0 || !scissor(command.ClipRect, screen, data.FramebufferScale.x)) continue;
    glBindTexture(GL_TEXTURE_2D, texture_name(command.GetTexID()));
    glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_SHORT,
                   offset(index_bytes + command.IdxOffset * sizeof(ImDrawIdx)));
  }
}

void Renderer::render(ImDrawData& data, ImU32 background) {
  static_assert(sizeof(ImDrawIdx) == 2);
  if (vertex_array_ == 0) create();
  if (data.Textures != nullptr) {
    for (ImTextureData* texture : *data.Textures) update_texture(*texture);
  }
  upload(data);
  const float scale = data.FramebufferScale.x;
  glViewport(0, 0, static_cast<GLsizei>(data.DisplaySize.x * scale), static_cast<GLsizei>(data.DisplaySize.y * scale));
  glDisable(GL_SCISSOR_TEST);
  const ImVec4 color = ImGui::ColorConvertU32ToFloat4(background);
  glClearColor(color.x, color.y, color.z, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  bind(data);
  std::size_t vertex_bytes = 0;
  std::size_t index_bytes = 0;
  for (const ImDrawList* list : data.CmdLists) {
    draw_list(data, *list, vertex_bytes, index_bytes);
    vertex_bytes += static_cast<std::size_t>(list->VtxBuffer.size_in_bytes());
    index_bytes += static_cast<std::size_t>(list->IdxBuffer.size_in_bytes());
  }
}

Result<Picture> Renderer::picture(ImDrawData& data, ImU32 background, ImVec2 from, ImVec2 to) {
  const float scale = data.FramebufferScale.x;
  const auto pixels = [scale](float units) { return static_cast<int>(units * scale); };
  const int height = pixels(data.DisplaySize.y);
  const Offscreen target(pixels(data.DisplaySize.x), height);
  if (!target.complete())
    return Error{"The graphics have no room for a picture of that size. A smaller window makes it smaller."};
  render(data, background);
  return target.read(pixels(from.x), height - pixels(to.y), pixels(to.x - from.x), pixels(to.y - from.y));
}

}  // namespace lab::ui
