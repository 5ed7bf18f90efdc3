/// The text without anything that a terminal would obey: control characters become their pictures (`␛`),
/// and characters that reorder or hide text become `�`. A tab becomes a space.
func harmless(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { !isHarmless($0) }) else { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if isHarmless(scalar) {
      result.append(scalar)
    } else if scalar == "\t" {
      result.append(" ")
    } else if scalar.value < 0x20, let picture = Unicode.Scalar(0x2400 + scalar.value) {
      result.append(picture)
    } else {
      result.append(scalar.value == 0x7F ? "\u{2421}" : "\u{FFFD}")
    }
  }
  return String(result)
}

/// Whether a terminal shows the character and does nothing else.
func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0: false
  // Marks, overrides and isolates of writing direction; line and paragraph separators.
  case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: false
  // Invisible tags and operators, soft hyphen, zero-width spaces, the byte order mark.
  case 0xAD, 0x200B, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE0FFF: false
  default: true
  }
}
