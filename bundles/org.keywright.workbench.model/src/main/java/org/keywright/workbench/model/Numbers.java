// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import org.keywright.crypto.KeyMaterial;

/**
 * Transaction numbers that a statement gave out, until somebody has read them. Closing wipes them.
 * For one thread at a time.
 */
public final class Numbers implements AutoCloseable {
  private final List<Given> numbers = new ArrayList<>();

  private record Given(String label, KeyMaterial digits) {}

  /** Keeps copies of numbers; whoever gave them wipes his. */
  public boolean take(String what, SequencedMap<String, KeyMaterial> given) {
    given.forEach((label, digits) -> numbers.add(new Given(label, digits.copy())));
    return true;
  }

  /** How many there are. */
  public int size() {
    return numbers.size();
  }

  /** Whose the number is: a module's serial number, or an order's. */
  public String label(int index) {
    return numbers.get(index).label();
  }

  /** How many digits a number has. */
  public int length(int index) {
    return numbers.get(index).digits().length();
  }

  /** What is done with a digit. */
  @FunctionalInterface
  public interface Drawing {
    /** Draws the digit at a position, from 0. */
    void draw(int position, char digit);
  }

  /** Lends the digits of a number one by one, to be drawn; they never are a text as a whole. */
  public void draw(int index, Drawing drawing) {
    byte[] lent = new byte[length(index)];
    try {
      numbers.get(index).digits().copyInto(lent, 0);
      for (int i = 0; i < lent.length; i++) {
        drawing.draw(i, (char) lent[i]);
      }
    } finally {
      Arrays.fill(lent, (byte) 0);
    }
  }

  @Override
  public void close() {
    numbers.forEach(number -> number.digits().close());
    numbers.clear();
  }
}
