// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.keywright.tests.campaign.ChildJvm;
import org.keywright.vault.ItemState;
import org.keywright.vault.Vault;

/** Another process with a vault open, to be killed. */
final class VaultProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;

  private VaultProcess(Process process) {
    this.process = process;
    lines = process.inputReader(StandardCharsets.UTF_8);
  }

  static VaultProcess start(Path file, String what) throws IOException {
    return new VaultProcess(
        ChildJvm.start(
            file.resolveSibling("errors.txt"),
            List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"),
            VaultProcess.class,
            file.toString(),
            what));
  }

  long pid() {
    return process.pid();
  }

  String line() throws IOException {
    return String.valueOf(lines.readLine());
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws IOException {
    kill();
    lines.close();
  }

  /** Opens a vault and holds it until its input ends, or saves items and says so until killed. */
  public static void main(String[] arguments) throws Exception {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try (var test = new TestVault(Path.of(arguments[0]), 0)) {
      Vault vault = test.open();
      if (arguments[1].equals("hold")) {
        out.println("open");
        System.in.transferTo(PrintStream.nullOutputStream());
        return;
      }
      long job = TestVault.beginJob(vault);
      out.println("open");
      while (!out.checkError()) {
        long next = vault.jobs().reserve("seq", 1);
        vault.jobs().save(TestVault.item(job, next, ItemState.DONE));
        out.println(next);
      }
    }
  }
}
