// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Key;
import org.keywright.vault.Grant;
import org.keywright.vault.RootPurpose;

/** Neither the vault's files nor the logs at their finest hold a root key of an estate. */
class RootKeysAtRestTest {
  @TempDir Path folder;

  @Test
  void rootKeysAreInNoFileAndInNoLog() throws Exception {
    var said = new StringBuffer();
    var root = Logger.getLogger("org.keywright");
    var handler = listening(said);
    Level before = root.getLevel();
    root.addHandler(handler);
    root.setLevel(Level.ALL);
    var traces = new ArrayList<String>();
    try (var centre = new TestCentre(folder)) {
      centre.enter(List.of("MS-1"), List.of("MH-1"));
      for (int index = 0; index < 5; index++) {
        centre.ask("MS-1", "MH-1", index, Optional.empty()).close();
      }
      centre.ask("MS-1", "MH-9", 5, Optional.empty()).close();
      try (Grant grant = centre.vault().grant(TestCentre.ACT)) {
        for (RootPurpose purpose :
            List.of(RootPurpose.PAIRING_MODULE_ROOT, RootPurpose.CY_KEY, RootPurpose.HOST_ROOT)) {
          try (Key key = grant.root(purpose, "pay-tv", 1)) {
            key.material().expose(bytes -> traces.addAll(forms(bytes)));
          }
        }
      }
    } finally {
      root.removeHandler(handler);
      root.setLevel(before);
    }
    assertThat(traces).hasSize(12);
    assertThat(said.toString()).doesNotContain(traces.toArray(new String[0]));
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(traces.toArray(new String[0]));
      }
    }
  }

  private static List<String> forms(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    return List.of(
        new String(bytes, StandardCharsets.ISO_8859_1),
        hex,
        HexFormat.of().withUpperCase().formatHex(bytes),
        Base64.getEncoder().withoutPadding().encodeToString(bytes));
  }

  private static Handler listening(StringBuffer said) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        said.append(record.getMessage()).append('\n');
      }

      @Override
      public void flush() {
        // nothing is held back
      }

      @Override
      public void close() {
        // nothing to close
      }
    };
  }
}
