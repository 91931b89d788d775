// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of files as they are typed, and what is said when one cannot be used. */
class NamedFileTest {
  @TempDir Path folder;

  @Test
  void whatIsReadIsThereAndWhatIsWrittenHasItsFolder() throws Exception {
    Path there = Files.createFile(folder.resolve("there.pem"));
    Path none = folder.resolve("none.pem");
    assertThat(NamedFile.sourceProblem(there.toString())).isEmpty();
    assertThat(NamedFile.sourceProblem(none.toString()))
        .hasValueSatisfying(why -> assertThat(why).contains(none.toString()));
    assertThat(NamedFile.sourceProblem(folder.toString())).isPresent();
    assertThat(NamedFile.targetProblem(there.toString())).isEmpty();
    assertThat(NamedFile.targetProblem(" " + none + " ")).isEmpty();
    assertThat(NamedFile.targetProblem(folder.toString()))
        .contains(Texts.text("file.isfolder", folder));
    Path nowhere = folder.resolve("nowhere");
    assertThat(NamedFile.targetProblem(nowhere.resolve("x.pem").toString()))
        .contains(Texts.text("file.nofolder", nowhere));
    assertThat(NamedFile.targetProblem("x.pem")).isEmpty();
    assertThat(NamedFile.sourceProblem(" ")).isEmpty();
    assertThat(NamedFile.of("a\0b")).isEmpty();
    assertThat(NamedFile.targetProblem("a\0b")).isPresent();
  }

  @Test
  void anEndingIsAddedToANameThatHasNone() {
    assertThat(NamedFile.withEnding("/tmp/a.b/log", ".jsonl;*.csv"))
        .isEqualTo("/tmp/a.b/log.jsonl");
    assertThat(NamedFile.withEnding("log.csv", ".jsonl;*.csv")).isEqualTo("log.csv");
    assertThat(NamedFile.withEnding("C:\\x\\log", ".pem")).isEqualTo("C:\\x\\log.pem");
    assertThat(NamedFile.withEnding("", ".pem")).isEmpty();
  }

  @Test
  void aFailureNamesTheFileAndTheReason() {
    assertThat(Failures.line(new NoSuchFileException("/x/log")))
        .isEqualTo(Texts.text("file.notthere", "/x/log"));
    assertThat(Failures.line(new AccessDeniedException("/x/log")))
        .isEqualTo(Texts.text("file.denied", "/x/log"));
    assertThat(Failures.line(new FileAlreadyExistsException("/x/log")))
        .isEqualTo(Texts.text("file.exists", "/x/log"));
    assertThat(Failures.line(new FileSystemException("/x/log", null, "No space left on device")))
        .contains("/x/log", "No space left on device");
    assertThat(Failures.line(new FileSystemException("/x/log"))).contains("/x/log");
    assertThat(Failures.line(new IllegalStateException("one\n two"))).isEqualTo("one; two");
    assertThat(Failures.line(new IllegalStateException())).isEqualTo("IllegalStateException");
  }
}
