// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;
import org.keywright.console.internal.WholeConsole.Run;

/** What an auditor does with an export and a checkpoint that he has kept. */
@Timeout(60)
class AuditSessionTest {
  @TempDir Path folder;
  private final WholeConsole console = new WholeConsole();

  @BeforeEach
  void make() throws Exception {
    Files.writeString(folder.resolve("pass.txt"), "correct horse battery\n");
    good("vault:create $/a.kwv --secret-file $/pass.txt");
  }

  @AfterEach
  void close() {
    console.close();
  }

  private Run run(String statement) {
    return console.run(statement.replace("$", folder.toString()));
  }

  private void good(String statement) {
    assertThat(run(statement)).as(statement).extracting(Run::status).isEqualTo(0);
  }

  private void refused(String statement, String words) {
    Run run = run(statement);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).startsWith("keywright: ").hasLineCount(1).contains(words);
  }

  @Test
  void anExportIsCheckedAgainstTheCheckpointBesideIt() throws Exception {
    good("keyset:create n");
    good("audit:export $/log.jsonl");
    good("audit:check $/log.jsonl");

    Path log = folder.resolve("log.jsonl");
    String text = Files.readString(log);
    Files.writeString(log, text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1));

    refused("audit:check $/log.jsonl", "entry 3 is missing at the end");
    Files.delete(folder.resolve("log.jsonl.checkpoint"));
    good("audit:check $/log.jsonl");
  }

  @Test
  void anOlderCopyIsRefusedOnceItWasShownACheckpointUntilItIsAccepted() throws Exception {
    String open = "vault:open $/restored.kwv --secret-file $/pass.txt";
    good("audit:checkpoint");
    good("vault:backup $/backup.kwv");
    good("keyset:create n");
    good("audit:checkpoint $/kept.checkpoint");
    good("vault:close");
    forgetWhatThisComputerSaw();
    good("vault:restore $/backup.kwv $/restored.kwv");
    good(open);

    refused("audit:verify $/kept.checkpoint", "this is an older copy of the vault: it lacks");
    good("vault:close");
    refused(open, "restored.kwv is an older copy of this vault");
    good("vault:accept-older $/restored.kwv --reason 'the disk broke' --secret-file $/pass.txt");
    refused("audit:verify $/kept.checkpoint", "missing at the end");
    good("vault:close");
    good(open);
  }

  /** As on a new computer, or where the note was set back with the vault. */
  private void forgetWhatThisComputerSaw() throws Exception {
    String vault = Files.readAllLines(folder.resolve("kept.checkpoint")).get(1);
    Files.delete(Path.of("target", "notes", vault.substring("vault ".length()) + ".seen"));
  }
}
