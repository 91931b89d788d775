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
import org.keywright.crypto.Key;
import org.keywright.tests.TestCrypto;
import org.keywright.tests.campaign.ChildJvm;
import org.keywright.vault.ItemState;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultAddress;

/** Another process with a vault open: to be killed, or to write beside this one. */
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

  /** Opens a vault on a server, and acts so many times once it is told to. */
  static VaultProcess acting(VaultAddress server, Path folder, int acts) throws IOException {
    return new VaultProcess(
        ChildJvm.start(
            folder.resolve("errors.txt"),
            List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"),
            VaultProcess.class,
            folder.toString(),
            "act",
            server.text(),
            Integer.toString(acts)));
  }

  /** Tells the process to go on. */
  void go() throws IOException {
    process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
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

  /** Acts so many times, taking a number each time, and makes a key set. */
  private static void act(Vault vault, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      vault.jobs().reserve("seq", 1);
      vault.grant(TestVault.ACT).close();
    }
    try (Key key = TestCrypto.aes("8F1C5A0E6B7D4939A2C4E6F80B1D2F3A")) {
      TestVault.addKeySet(vault, "fuel", "4B57000000000001", key);
    }
  }

  /**
   * Opens a vault and holds it until its input ends, or acts, or saves items and says so until
   * killed.
   */
  public static void main(String[] arguments) throws Exception {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    if (arguments[1].equals("act")) {
      var address = VaultAddress.parse(arguments[2]);
      try (var test = TestVault.onServer(address, Path.of(arguments[0]))) {
        Vault vault = test.open();
        out.println("open");
        System.in.read();
        act(vault, Integer.parseInt(arguments[3]));
        out.println("done");
        return;
      }
    }
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
