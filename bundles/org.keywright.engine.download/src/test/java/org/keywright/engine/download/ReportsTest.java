// SPDX-License-Identifier: EPL-2.0
package org.keywright.engine.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReportsTest {
  @Test
  void stringsAreQuotedAsJsonHasIt() {
    assertThat(Reports.quoted("a\"b\\c\n\u2028é")).isEqualTo("\"a\\\"b\\\\c\\u000a\\u2028é\"");
  }
}
