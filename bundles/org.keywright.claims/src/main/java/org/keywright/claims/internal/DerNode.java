// SPDX-License-Identifier: EPL-2.0
package org.keywright.claims.internal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keywright.crypto.Bytes;

/**
 * A value in DER, as deep as it can be read: into sequences and sets, and into strings of bytes
 * that hold DER again. Immutable.
 *
 * @param tag its identifier byte
 * @param parts what it is made of; empty if it cannot be read further
 * @param content all of its content, if it has no parts
 */
record DerNode(int tag, List<DerNode> parts, Bytes content) {
  private static final int CONSTRUCTED = 0x20;
  private static final int OCTET_STRING = 0x04;
  private static final int LONG_LENGTH = 0x80;

  DerNode {
    parts = List.copyOf(parts);
  }

  /** Reads a value that is all of the bytes. */
  static DerNode read(byte[] encoded) {
    return all(encoded)
        .filter(found -> found.size() == 1)
        .map(List::getFirst)
        .orElseThrow(() -> new IllegalArgumentException("it is no DER"));
  }

  private static Optional<List<DerNode>> all(byte[] encoded) {
    var found = new ArrayList<DerNode>();
    int at = 0;
    while (at < encoded.length) {
      int start = at + 2;
      if (start > encoded.length) {
        return Optional.empty();
      }
      int length = encoded[at + 1] & 0xFF;
      if (length > LONG_LENGTH) {
        int more = length - LONG_LENGTH;
        if (more > 2) {
          return Optional.empty();
        }
        length = 0;
        for (int i = 0; i < more && start < encoded.length; i++) {
          length = length << 8 | (encoded[start++] & 0xFF);
        }
      }
      if (length > encoded.length - start || length == LONG_LENGTH) {
        return Optional.empty();
      }
      byte[] content = Arrays.copyOfRange(encoded, start, start + length);
      found.add(of(encoded[at] & 0xFF, content));
      at = start + length;
    }
    return Optional.of(found);
  }

  private static DerNode of(int tag, byte[] content) {
    boolean deep = (tag & CONSTRUCTED) != 0 || (tag == OCTET_STRING && content.length > 2);
    var parts = deep ? all(content) : Optional.<List<DerNode>>empty();
    return new DerNode(tag, parts.orElse(List.of()), Bytes.of(content));
  }

  byte[] encode() {
    var inside = new ByteArrayOutputStream();
    if (parts.isEmpty()) {
      inside.writeBytes(content.toArray());
    }
    parts.forEach(part -> inside.writeBytes(part.encode()));
    var out = new ByteArrayOutputStream();
    out.write(tag);
    int length = inside.size();
    if (length >= 0x100) {
      out.write(LONG_LENGTH + 2);
      out.write(length >> 8);
    } else if (length >= LONG_LENGTH) {
      out.write(LONG_LENGTH + 1);
    }
    out.write(length);
    out.writeBytes(inside.toByteArray());
    return out.toByteArray();
  }

  /** The value with each of its parts, however deep, left out in turn, and said twice in turn. */
  List<DerNode> defects() {
    var made = new ArrayList<DerNode>();
    for (int i = 0; i < parts.size(); i++) {
      var without = new ArrayList<>(parts);
      without.remove(i);
      made.add(with(without));
      var twice = new ArrayList<>(parts);
      twice.add(i, parts.get(i));
      made.add(with(twice));
      for (DerNode deeper : parts.get(i).defects()) {
        var changed = new ArrayList<>(parts);
        changed.set(i, deeper);
        made.add(with(changed));
      }
    }
    return made;
  }

  private DerNode with(List<DerNode> others) {
    return new DerNode(tag, others, Bytes.of());
  }
}
