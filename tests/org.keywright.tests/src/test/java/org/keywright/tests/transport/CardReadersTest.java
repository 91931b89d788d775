// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.Atr;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.LinkException;
import org.keywright.transport.pcsc.CardReader;
import org.keywright.transport.pcsc.ReaderEvent;
import org.keywright.transport.pcsc.ReaderEvent.Kind;
import org.keywright.transport.pcsc.internal.PcscTransport;
import org.keywright.transport.pcsc.internal.PcscTransport.Limits;
import org.keywright.transport.sim.Fault;
import org.keywright.transport.sim.VirtualReaders.Inserted;
import org.keywright.transport.sim.internal.VpcdReaders;

/** Simulated units as cards: how they are found, shared, pulled out, and seen by other programs. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CardReadersTest {
  private static final byte[] STATUS = {(byte) 0x80, 0x40, 0, 0, 0};

  /** Direct convention, T=0, four historical bytes. */
  private static final Atr SHORT_CARD = Atr.of(new byte[] {0x3B, 0x04, 'K', 'W', 'T', '0'});

  private static final Limits PATIENT = limits(Duration.ofSeconds(20));
  private static final Limits IMPATIENT = limits(Duration.ZERO);

  private Pcscd service;
  private PcscTransport transport;
  private PcscTransport impatient;
  private ContractFleet fleet;
  private VpcdReaders readers;
  private Inserted first;
  private Inserted second;

  private static Limits limits(Duration arrival) {
    return new Limits(arrival, Duration.ofSeconds(20), Duration.ofSeconds(20));
  }

  @BeforeAll
  void start() {
    service = Pcscd.start();
  }

  @BeforeEach
  void insert() throws Exception {
    transport = PcscTransport.with(PATIENT);
    impatient = PcscTransport.with(IMPATIENT);
    await(0, false);
    await(1, false);
    fleet = new ContractFleet();
    readers = new VpcdReaders(fleet.simulator);
    first = readers.insert(fleet.answering, service.slot(0));
    second = readers.insert(fleet.silent, service.slot(1));
    for (int slot : List.of(0, 1)) {
      transport.open(in(slot)).close();
    }
  }

  @AfterEach
  void pull() {
    readers.close();
    transport.close();
    impatient.close();
  }

  @AfterAll
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  private static Endpoint in(int slot) {
    return new Endpoint("pcsc", Pcscd.reader(slot));
  }

  private String serial(String address) throws LinkException {
    try (var link = transport.open(Endpoint.parse(address))) {
      byte[] answer = link.transceive(STATUS);
      // E4, length, 9E 01 installed, 81 10 SN
      return new String(answer, 7, 6, StandardCharsets.US_ASCII).strip();
    }
  }

  private void refused(String address, String why) {
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> impatient.open(Endpoint.parse(address)))
        .withMessage(address + ": " + why);
  }

  @ParameterizedTest
  @CsvSource({
    "pcsc:Virtual PCD 00 01, SILENT",
    "pcsc:pcd 00 01, SILENT",
    "pcsc:serial=SILENT, SILENT",
    "pcsc:shared:serial=SILENT, SILENT",
    "pcsc:shared:Virtual PCD 00 00, 'EI\0\0\0\0'"
  })
  void findsACardByReaderAndBySerial(String address, String serial) throws Exception {
    assertThat(serial(address)).isEqualTo(serial.replace("\\0", "\0").strip());
  }

  @Test
  void findsACardByWhatItsAnswerToResetBeginsWith() throws Exception {
    pullSecond();
    for (String mask : List.of("3B8A01", "3b8axxxx73", fleet.answering.atr().toString())) {
      assertThat(serial("pcsc:atr=" + mask)).startsWith("EI");
    }
    refused(
        "pcsc:atr=3F",
        "no card has an answer to reset that begins so; pcsc:list shows those that are here");
  }

  @Test
  void saysWhichCardItCannotFind() throws Exception {
    refused(
        "pcsc:Virtual",
        "several readers are called so: Virtual PCD 00 00, Virtual PCD 00 01;"
            + " write more of the name");
    refused(
        "pcsc:atr=3B8A",
        "several cards fit, in Virtual PCD 00 00, Virtual PCD 00 01;" + " name the reader");
    refused("pcsc:ACME", "no reader is called so; here are Virtual PCD 00 00, Virtual PCD 00 01");
    refused("pcsc:serial=EI-9", "no card says that this is its serial number");
    pullSecond();
    refused("pcsc:Virtual PCD 00 01", "there is no card in Virtual PCD 00 01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"atr=", "atr=3G", "shared:", "shared:atr=1"})
  void namesAMalformedEndpoint(String address) {
    assertThatExceptionOfType(LinkException.class)
        .isThrownBy(() -> transport.open(new Endpoint("pcsc", address)))
        .withMessageStartingWith("pcsc:" + address + ": no card: write pcsc:READER");
  }

  @Test
  void keepsACardForItselfUnlessItShares() throws Exception {
    try (var link = transport.open(in(0))) {
      refused(
          "pcsc:shared:" + Pcscd.reader(0),
          "another program or link uses the card; end that one, or write pcsc:shared: if it"
              + " shares");
      assertThat(link.transceive(STATUS)).hasSizeGreaterThan(2);
    }
    var shared = Endpoint.parse("pcsc:shared:" + Pcscd.reader(0));
    try (var one = transport.open(shared);
        var other = transport.open(shared)) {
      assertThat(one.transceive(STATUS)).isEqualTo(other.transceive(STATUS));
    }
  }

  @Test
  void listsReadersCardsAndEndpoints() throws Exception {
    pullSecond();
    try (var link = transport.open(in(0))) {
      assertThat(link.atr()).isEqualTo(fleet.answering.atr());
      assertThat(transport.readers())
          .extracting(CardReader::state)
          .containsExactly(CardReader.State.EXCLUSIVE, CardReader.State.EMPTY);
    }
    assertThat(transport.endpoints()).containsExactly(in(0));
    assertThat(transport.readers().getFirst().atr()).contains(fleet.answering.atr());
  }

  /** Waits until a reader has a card, or has none. */
  private void await(int slot, boolean card) throws Exception {
    var events = new LinkedBlockingQueue<ReaderEvent>();
    try (var _ = transport.observe(events::add)) {
      while (transport.readers().get(slot).hasCard() != card) {
        assertThat(events.poll(20, TimeUnit.SECONDS)).isNotNull();
      }
    }
  }

  private void pullSecond() throws Exception {
    second.close();
    await(1, false);
  }

  private static void await(LinkedBlockingQueue<ReaderEvent> events, Kind kind) throws Exception {
    ReaderEvent event;
    do {
      event = events.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("until " + kind).isNotNull();
    } while (event.kind() != kind);
  }

  @Test
  void tellsWhatComesAndGoes() throws Exception {
    var events = new LinkedBlockingQueue<ReaderEvent>();
    try (var _ = transport.observe(events::add)) {
      for (int i = 0; i < 5; i++) {
        assertThat(events.poll(20, TimeUnit.SECONDS)).isNotNull();
      }
      second.close();
      assertThat(events.poll(20, TimeUnit.SECONDS))
          .satisfies(event -> assertThat(event.kind()).isEqualTo(Kind.CARD_WENT))
          .satisfies(event -> assertThat(event.reader()).isEqualTo(Pcscd.reader(1)));
      second = readers.insert(fleet.silent, service.slot(1));
      assertThat(events.poll(20, TimeUnit.SECONDS))
          .satisfies(event -> assertThat(event.kind()).isEqualTo(Kind.CARD_CAME))
          .satisfies(event -> assertThat(event.atr()).contains(fleet.silent.atr()));
    }
  }

  @Test
  void aCardPulledInTheMiddleOfACommandIsALinkLost() throws Exception {
    try (var link = transport.open(in(1))) {
      var call =
          new FutureTask<>(
              () -> {
                link.transceive(ContractFleet.PREPARE.clone());
                return "an answer";
              });
      Thread.ofVirtual().start(call);
      fleet.prepared.acquire();
      second.close();
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> call.get(10, TimeUnit.SECONDS))
          .havingCause()
          .isInstanceOf(LinkException.class)
          .withMessageStartingWith(in(1) + ": link lost: ");
    }
    second = readers.insert(fleet.silent, service.slot(1));
    assertThat(serial(in(1).toString())).isEqualTo("SILENT");
  }

  @Test
  void saysThatTheServiceIsMissingAndGoesOnWhenItIsBack() throws Exception {
    var events = new LinkedBlockingQueue<ReaderEvent>();
    try (var link = transport.open(in(0));
        var _ = transport.observe(events::add)) {
      await(events, Kind.CARD_CAME);
      service.kill();
      try {
        assertThatExceptionOfType(LinkException.class)
            .isThrownBy(() -> link.transceive(STATUS))
            .withMessageStartingWith(in(0) + ": link lost: ");
        refused(
            in(0).toString(),
            "the PC/SC service does not answer; start it (Linux: pcscd, Windows: the service"
                + " SCardSvr)");
        assertThat(transport.endpoints()).isEmpty();
        await(events, Kind.SERVICE_WENT);
      } finally {
        service.run();
      }
      await(events, Kind.SERVICE_CAME);
    }
    assertThat(serial(in(0).toString())).startsWith("EI");
    assertThat(serial(in(1).toString())).isEqualTo("SILENT");
  }

  @Test
  void leavesNoThreadAndNoContextBehind() throws Exception {
    for (int i = 0; i < 100; i++) {
      try (var link = transport.open(in(0))) {
        assertThat(link.transceive(STATUS)).hasSizeGreaterThan(2);
      }
      transport.observe(event -> {}).close();
      transport.endpoints();
    }
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("link to") || thread.getName().equals("card readers")) {
        thread.join(20_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
    // pcscd gives out no more than 200 contexts, and 300 were asked for.
    assertThat(transport.readers()).hasSize(2);
  }

  @Test
  void carriesLongAnswersAndExtendedLengths() throws Exception {
    fleet.answering.arm(Fault.parse("flood"));
    try (var link = transport.open(in(0))) {
      assertThat(link.transceive(STATUS).length).isGreaterThan(60_000);
    }
    var command = new CommandApdu(0x80, 0x40, 0, 0, new byte[1000], 0x10000);
    try (var link = transport.open(in(0))) {
      assertThat(new ApduChannel(link).send(command).status().value()).isEqualTo(0x6700);
    }
  }

  @Test
  void aShortCardGetsCommandsThatT0CanCarry() throws Exception {
    var commands = new ArrayList<Integer>();
    var card =
        new WatchedCard(
            fleet.answering,
            SHORT_CARD,
            (command, unit) -> {
              commands.add(command.length);
              boolean plain = command.length <= 5 || command.length == 5 + (command[4] & 0xFF);
              return plain ? unit.respond(command) : new byte[] {0x67, 0x00};
            });
    first.close();
    await(0, false);
    first = readers.insert(card, service.slot(0));
    try (var link = transport.open(in(0))) {
      assertThat(link.atr()).isEqualTo(SHORT_CARD);
      var channel = new ApduChannel(link);
      var prepared = channel.send(CommandApdu.parse(ContractFleet.PREPARE.clone()));
      assertThat(prepared.status().ok()).isTrue();
      assertThat(prepared.length()).isGreaterThan(16);
      var longOne = new CommandApdu(0x80, 0x12, 0, 0, new byte[600], 0x10000);
      assertThat(channel.send(longOne).status().value()).isEqualTo(0x6A80);
    }
    assertThat(commands).contains(260).allMatch(length -> length <= 260);
  }

  @Test
  void otherProgramsFindTheUnitLikeAnyCard(@TempDir Path folder) throws Exception {
    assertThat(said("opensc-tool", "--reader", Pcscd.reader(0), "--atr"))
        .contains("3b:8a:01:80:73:00:00:c0:54:4b:57:45:49:fc");
    assertThat(said("opensc-tool", "--reader", Pcscd.reader(0), "--send-apdu", "80:40:00:00:00"))
        .contains("Received (SW1=0x90, SW2=0x00)")
        .contains("E4 ");
    var script = Files.writeString(folder.resolve("status"), "reset\n80 40 00 00 00\n");
    assertThat(said("scriptor", "-r", Pcscd.reader(0), script.toString()))
        .contains("Using T=1 protocol")
        .contains("90 00 : Normal processing.");
  }

  private static String said(String... words) throws Exception {
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }
}
