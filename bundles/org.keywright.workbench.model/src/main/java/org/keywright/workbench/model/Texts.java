// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The workbench's texts, in the language of the platform where there are any in it. */
public final class Texts {
  private static final ResourceBundle WORDS =
      ResourceBundle.getBundle("org.keywright.workbench.model.texts");

  private Texts() {}

  /**
   * A text.
   *
   * @param key which
   * @param values what stands for {@code {0}}, {@code {1}} …; none for a text without them
   */
  public static String text(String key, Object... values) {
    String words = WORDS.getString(key);
    return values.length == 0 ? words : new MessageFormat(words, locale()).format(values);
  }

  /** The text of an enum's constant: its type and its name, in lower case. */
  public static String text(Enum<?> constant) {
    return text(
        constant.getDeclaringClass().getSimpleName().toLowerCase(Locale.ROOT)
            + "."
            + constant.name().toLowerCase(Locale.ROOT));
  }

  private static Locale locale() {
    return Locale.getDefault();
  }
}
