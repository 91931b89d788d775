// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keywright.audit.Verdict;
import org.keywright.console.Exchange;
import org.keywright.console.Traces;
import org.keywright.transport.Endpoint;
import org.keywright.workbench.model.LogVerdict.Part;
import org.keywright.workbench.model.LogVerdict.Proof;

/** What is watched while it goes on: exchanges on links, and the log under a check. */
class WatchedModelsTest {
  private final List<Consumer<Exchange>> watching = new ArrayList<>();
  private final AtomicInteger told = new AtomicInteger();
  private final Traces traces =
      observer -> {
        watching.add(observer);
        return () -> watching.remove(observer);
      };
  private final TraceLog log = new TraceLog(traces, 20_000, told::incrementAndGet);

  @BeforeEach
  void speakEnglish() {
    Locale.setDefault(Locale.ENGLISH);
  }

  private static Exchange exchange(String command, String status, boolean failed) {
    return new Exchange(
        Instant.EPOCH,
        Endpoint.parse("sim:ei-1"),
        command,
        "place 0001, request {set 0A, challenge <16>}",
        "status {place 0001}",
        status,
        failed,
        Duration.ofNanos(350_000),
        "sim:ei-1  " + command + " -> " + status);
  }

  private void happens(String command, String status, boolean failed) {
    watching.forEach(observer -> observer.accept(exchange(command, status, failed)));
  }

  @Test
  void onlyWhatHappensWhileItIsRecordedIsKept() {
    happens("STATUS", "9000", false);
    log.record(true);
    happens("PREPARE", "9000", false);
    log.record(false);
    happens("IMPORT KEY", "9000", false);
    assertThat(log.find(TraceLog.Query.ALL).exchanges())
        .extracting(Exchange::command)
        .containsExactly("PREPARE");
    assertThat(told).hasValue(1);
    assertThat(watching).isEmpty();
  }

  @Test
  void aTraceIsSearchedByTextAndByFailure() {
    log.record(true);
    happens("PREPARE", "9000 done", false);
    happens("IMPORT KEY", "6988 integrity check failed", true);
    assertThat(log.find(new TraceLog.Query("prep", false)).exchanges()).hasSize(1);
    assertThat(log.find(new TraceLog.Query("", true)).exchanges())
        .extracting(Exchange::command)
        .containsExactly("IMPORT KEY");
    assertThat(log.find(new TraceLog.Query("prep", true)).exchanges()).isEmpty();
    assertThat(log.find(new TraceLog.Query("prep", true)).all()).isEqualTo(2);
  }

  @Test
  void theOldestGoWhenThereAreTooMany() {
    log.record(true);
    for (int i = 0; i < 20_000 + 3; i++) {
      happens("STATUS", Integer.toString(i), false);
    }
    var found = log.find(TraceLog.Query.ALL);
    assertThat(found.all()).isEqualTo(20_000);
    assertThat(found.gone()).isEqualTo(3);
    assertThat(found.exchanges().getFirst().status()).isEqualTo("3");
    log.clear();
    assertThat(log.find(TraceLog.Query.ALL).gone()).isZero();
  }

  @Test
  void aTraceIsSavedAsRemarksOfATranscript() throws Exception {
    var text = new StringWriter();
    TraceLog.write(List.of(exchange("STATUS", "9000", false)), text);
    assertThat(text.toString()).isEqualTo("# 1970-01-01T00:00:00Z  sim:ei-1  STATUS -> 9000\n");
  }

  @Test
  void anExchangeIsShownFieldByField() {
    assertThat(ExchangeWords.lines(exchange("PREPARE", "9000 done", false)))
        .isEqualTo(
            """
            sim:ei-1  PREPARE
              place 0001
              request
                set 0A
                challenge <16>
            → 9000 done  0.35 ms
              status
                place 0001\
            """);
  }

  @Test
  void aLogThatHoldsIsDrawnByHowEachRangeIsProved() {
    var verdict =
        LogVerdict.of(
            new Verdict(
                "v",
                30,
                List.of(
                    new Verdict.Range(1, 20, Optional.of(Instant.EPOCH)),
                    new Verdict.Range(21, 30, Optional.empty()))));
    assertThat(verdict.whole()).isTrue();
    assertThat(verdict.words()).startsWith("whole: 30 entries, signed: entries 1 to 20");
    assertThat(verdict.parts())
        .extracting(Part::proof)
        .containsExactly(Proof.SIGNED, Proof.CHAINED);
  }

  @Test
  void aLogThatDoesNotHoldIsDrawnUpToTheEntryThatIsWrong() {
    var verdict = LogVerdict.broken(30, "entry 12 of the log was changed");
    assertThat(verdict.whole()).isFalse();
    assertThat(verdict.words()).isEqualTo("entry 12 of the log was changed");
    assertThat(verdict.parts())
        .extracting(Part::first, Part::last, Part::proof)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, 11L, Proof.CHAINED),
            org.assertj.core.groups.Tuple.tuple(12L, 30L, Proof.BROKEN));
    assertThat(LogVerdict.broken(5, "the head of the log of acts is missing").parts())
        .extracting(Part::first)
        .containsExactly(1L);
    assertThat(LogVerdict.broken(5, "entry 6 of the log is missing").parts().getLast().last())
        .isEqualTo(5);
  }
}
