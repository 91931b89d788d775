// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> NAMES = List.of("vault:create", "key:list", "keyset:list");

  @Test
  void slipOfTheFingerIsUnderstood() {
    assertThat(Nearest.to("vault:craete", NAMES)).contains("vault:create");
  }

  @Test
  void nameWithoutItsScopeIsUnderstood() {
    assertThat(Nearest.to("create", NAMES)).contains("vault:create");
  }

  @Test
  void nothingIsLikeSomethingElse() {
    assertThat(Nearest.to("quux", NAMES)).isEmpty();
    assertThat(Nearest.to("lb", List.of("if", "run"))).isEmpty();
  }

  @Test
  void swappedNeighboursCountOnce() {
    assertThat(Nearest.distance("ab", "ba")).isEqualTo(1);
  }
}
