import Exercises
import Foundation

/// The files that were handed in.
///
/// Only regular files are read: links, devices and folders in disguise are not followed.
struct Submissions {
  /// A file: its path, and its name within what is marked.
  struct File: Sendable, Hashable {
    var path: String
    var name: String
  }

  private(set) var files: [File] = []

  /// How deep folders are looked into, and how many files are taken.
  private static let depth = 8
  private static let most = 200_000

  /// The sheets of these places: the files, and the Markdown files of the folders, in the order of their names.
  init(_ places: [String]) throws(Mistake) {
    for place in places {
      switch Self.kind(of: place) {
      case .typeRegular?: files.append(File(path: place, name: places.count == 1 ? Self.last(place) : place))
      case .typeDirectory?: look(into: place, as: places.count == 1 ? "" : place + "/", Self.depth)
      case nil: throw .file(place, .missing)
      default: throw .file(place, .refused("it is neither a file nor a folder"))
      }
    }
    files.sort { $0.name < $1.name }
    if files.isEmpty { throw .noSubmissions(places) }
  }

  private static func last(_ path: String) -> String { URL(fileURLWithPath: path).lastPathComponent }

  /// What a path is itself, links not followed.
  private static func kind(of path: String) -> FileAttributeType? {
    var plain = path
    while plain.count > 1, plain.hasSuffix("/") { plain.removeLast() }
    return try? FileManager.default.attributesOfItem(atPath: plain)[.type] as? FileAttributeType
  }

  private mutating func look(into folder: String, as prefix: String, _ depth: Int) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where !name.hasPrefix(".") && files.count < Self.most {
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      switch Self.kind(of: path) {
      case .typeRegular? where name.hasSuffix(".md") || name.hasSuffix(".markdown"):
        files.append(File(path: path, name: prefix + name))
      case .typeDirectory? where depth > 0: look(into: path, as: prefix + name + "/", depth - 1)
      default: break
      }
    }
  }

  /// The text of a file, or why it cannot be read.
  static func text(_ file: File) -> Result<String, Unread> {
    let descriptor = open(file.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(Unread(words: "it cannot be opened")) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return .failure(Unread(words: "it is no file"))
    }
    guard status.st_size <= AnswerSheet.mostBytes else {
      return .failure(Unread(words: "it is larger than \(AnswerSheet.mostBytes >> 20) MiB"))
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    guard let bytes = try? handle.readToLimit(AnswerSheet.mostBytes + 1), bytes.count <= AnswerSheet.mostBytes
    else { return .failure(Unread(words: "it cannot be read")) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .failure(Unread(words: "it is not UTF-8 text"))
    }
    return .success(text)
  }

  /// Why a file was not read.
  struct Unread: Error, Sendable {
    var words: String
  }
}
