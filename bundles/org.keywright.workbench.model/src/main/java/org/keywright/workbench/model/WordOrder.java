// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Comparator;

/**
 * The order of words as people look for them: upper and lower case alike, and digits by the number
 * that they are, so that {@code SN9} is before {@code SN10}.
 */
public final class WordOrder implements Comparator<String> {
  /** The only one. */
  public static final WordOrder INSTANCE = new WordOrder();

  private WordOrder() {}

  @Override
  public int compare(String one, String other) {
    int at = 0;
    int there = 0;
    while (at < one.length() && there < other.length()) {
      int end = end(one, at);
      int endThere = end(other, there);
      int order =
          isDigit(one, at) && isDigit(other, there)
              ? number(one.substring(at, end), other.substring(there, endThere))
              : Character.compare(fold(one.charAt(at)), fold(other.charAt(there)));
      if (order != 0) {
        return order;
      }
      boolean digits = isDigit(one, at);
      at = digits ? end : at + 1;
      there = digits ? endThere : there + 1;
    }
    int rest = Integer.compare(one.length() - at, other.length() - there);
    return rest == 0 ? one.compareTo(other) : rest;
  }

  private static boolean isDigit(String words, int at) {
    return at < words.length() && words.charAt(at) >= '0' && words.charAt(at) <= '9';
  }

  /** Where the digits end that begin here. */
  private static int end(String words, int from) {
    int end = from;
    while (isDigit(words, end)) {
      end++;
    }
    return end;
  }

  private static char fold(char letter) {
    return Character.toLowerCase(Character.toUpperCase(letter));
  }

  private static int number(String one, String other) {
    String digits = one.replaceFirst("^0+(?=.)", "");
    String others = other.replaceFirst("^0+(?=.)", "");
    return digits.length() == others.length()
        ? digits.compareTo(others)
        : Integer.compare(digits.length(), others.length());
  }
}
