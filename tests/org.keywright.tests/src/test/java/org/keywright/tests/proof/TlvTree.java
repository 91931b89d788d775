// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.proof;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.keywright.crypto.Bytes;

/** Valid BER-TLV taken apart, to be put together wrongly in every way there is. */
final class TlvTree {
  private static final int UNKNOWN = 0xC5;

  /** What was done to one object. */
  enum Harm {
    MISSING,
    DOUBLED,
    SWAPPED,
    UNKNOWN_BEFORE,
    WRONG_TAG,
    LONGER,
    SHORTER,
    EMPTY,
    HUGE,
    LONG_FORM,
    LONGER_FORM,
    INDEFINITE,
    LENGTH_PAST_END,
    CUT,
    TRAILING
  }

  /**
   * A message that is wrong in one place.
   *
   * @param harm what is wrong
   * @param tag at which object; 0 for the whole
   * @param data the message
   */
  record Mutant(Harm harm, int tag, Bytes data) {
    @Override
    public String toString() {
      return "%s at %02X: %s".formatted(harm, tag, data.length() > 300 ? "..." : data);
    }
  }

  private TlvTree() {}

  /** All single harms to a valid message. */
  static List<Mutant> mutants(byte[] valid) {
    var all = new ArrayList<Mutant>();
    harm(valid, new byte[0], new byte[0], List.of(), all);
    for (int length = 1; length < valid.length; length++) {
      all.add(new Mutant(Harm.CUT, 0, Bytes.of(Arrays.copyOf(valid, length))));
    }
    all.add(new Mutant(Harm.TRAILING, 0, Bytes.of(Arrays.copyOf(valid, valid.length + 1))));
    return all;
  }

  /** Harms the objects of one level; {@code outer} are the templates around it, inmost first. */
  private static void harm(
      byte[] level, byte[] before, byte[] after, List<Integer> outer, List<Mutant> all) {
    List<byte[]> objects = split(level);
    for (int i = 0; i < objects.size(); i++) {
      byte[] object = objects.get(i);
      int tag = object[0] & 0xFF;
      byte[] value = value(object);
      byte[] front = join(objects.subList(0, i));
      byte[] back = join(objects.subList(i + 1, objects.size()));
      var wrap = new Wrapping(before, front, back, after, outer, tag, all);
      wrap.add(Harm.MISSING);
      wrap.add(Harm.DOUBLED, object, object);
      if (i + 1 < objects.size()) {
        byte[] next = objects.get(i + 1);
        var pair =
            new Wrapping(
                before,
                front,
                join(objects.subList(i + 2, objects.size())),
                after,
                outer,
                tag,
                all);
        pair.add(Harm.SWAPPED, next, object);
      }
      wrap.add(Harm.UNKNOWN_BEFORE, encode(UNKNOWN, new byte[1]), object);
      wrap.add(Harm.WRONG_TAG, encode(UNKNOWN, value));
      boolean template = (tag & 0xE0) == 0xE0;
      if (!template) {
        wrap.add(Harm.LONGER, encode(tag, Arrays.copyOf(value, value.length + 1)));
        wrap.add(Harm.SHORTER, encode(tag, Arrays.copyOf(value, value.length - 1)));
      }
      wrap.add(Harm.EMPTY, encode(tag, new byte[0]));
      wrap.add(Harm.HUGE, encode(tag, new byte[1500]));
      if (value.length < 0x80) {
        wrap.add(Harm.LONG_FORM, new byte[] {(byte) tag, (byte) 0x81, (byte) value.length}, value);
      }
      wrap.add(
          Harm.LONGER_FORM, new byte[] {(byte) tag, (byte) 0x82, 0, (byte) value.length}, value);
      wrap.add(Harm.INDEFINITE, new byte[] {(byte) tag, (byte) 0x80}, value, new byte[2]);
      byte[] past = encode(tag, value);
      past[past.length - value.length - 1] = 0x7F;
      wrap.add(Harm.LENGTH_PAST_END, past);
      if (template) {
        var more = new ArrayList<>(outer);
        more.addFirst(tag);
        harm(value, join(List.of(before, front)), join(List.of(back, after)), more, all);
      }
    }
  }

  /** What stands around the object that is harmed. */
  private static final class Wrapping {
    private final byte[] before;
    private final byte[] front;
    private final byte[] back;
    private final byte[] after;
    private final List<Integer> outer;
    private final int tag;
    private final List<Mutant> all;

    Wrapping(
        byte[] before,
        byte[] front,
        byte[] back,
        byte[] after,
        List<Integer> outer,
        int tag,
        List<Mutant> all) {
      this.before = before;
      this.front = front;
      this.back = back;
      this.after = after;
      this.outer = outer;
      this.tag = tag;
      this.all = all;
    }

    /** Puts new objects in the place of the old one, and right lengths around them. */
    void add(Harm harm, byte[]... objects) {
      byte[] level = TlvTree.join(List.of(front, TlvTree.join(List.of(objects)), back));
      // The protocol's templates are one deep, so what is before and after belongs to the top.
      for (int template : outer) {
        level = TlvTree.encode(template, level);
      }
      byte[] whole = outer.isEmpty() ? level : TlvTree.join(List.of(before, level, after));
      all.add(new Mutant(harm, tag, Bytes.of(whole)));
    }
  }

  private static List<byte[]> split(byte[] level) {
    var objects = new ArrayList<byte[]>();
    for (int at = 0; at < level.length; ) {
      byte[] rest = Arrays.copyOfRange(level, at, level.length);
      byte[] object = Arrays.copyOf(rest, header(rest) + length(rest));
      objects.add(object);
      at += object.length;
    }
    return objects;
  }

  private static int header(byte[] object) {
    return object[1] < 0 ? 2 + (object[1] & 0x7F) : 2;
  }

  private static int length(byte[] object) {
    return switch (object[1] & 0xFF) {
      case 0x81 -> object[2] & 0xFF;
      case 0x82 -> (object[2] & 0xFF) << 8 | object[3] & 0xFF;
      default -> object[1];
    };
  }

  private static byte[] value(byte[] object) {
    return Arrays.copyOfRange(object, header(object), object.length);
  }

  static byte[] encode(int tag, byte[] value) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (value.length > 0xFF) {
      out.writeBytes(new byte[] {(byte) 0x82, (byte) (value.length >> 8)});
    } else if (value.length > 0x7F) {
      out.write(0x81);
    }
    out.write(value.length);
    out.writeBytes(value);
    return out.toByteArray();
  }

  static byte[] join(List<byte[]> parts) {
    var out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
