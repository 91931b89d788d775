// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the centre answered a desk.
 *
 * @param digits the code in two parts, as it is read out; none if it was refused
 * @param words the case, and why it was so
 */
public record CodeReply(Optional<String> digits, String words) {
  private static final Pattern CODE = Pattern.compile("Code ([0-9 ]+) for ([^;]+); (.+)");

  /** What came of the question. */
  public static CodeReply of(Performed performed) {
    var code = CODE.matcher(performed.message());
    return performed.ok() && code.matches()
        ? new CodeReply(Optional.of(code.group(1)), code.group(2) + "; " + code.group(3))
        : new CodeReply(Optional.empty(), performed.message());
  }

  /** Without the code. */
  @Override
  public String toString() {
    return words;
  }
}
