// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** A centre in a process of its own, which gives codes until it is killed and says of each. */
final class CentreProcess {
  private CentreProcess() {}

  public static void main(String[] arguments) throws Exception {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try (var centre = new TestCentre(Path.of(arguments[0]))) {
      for (int i = 0; !out.checkError(); i++) {
        String module = "MS-" + (1 + i % 2);
        long next = centre.vault().pairings().module(module).orElseThrow().given().orElse(-1) + 1;
        try (var answer = centre.ask(module, "MH-" + (1 + i % 3), next, Optional.empty())) {
          out.println(answer.decided().number());
        }
      }
    }
  }
}
