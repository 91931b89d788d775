// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.KeyMaterial;
import org.keywright.engine.pairing.Desk;
import org.keywright.engine.pairing.Ground;
import org.keywright.engine.pairing.Pairings.CentreService;
import org.keywright.protocol.Application;
import org.keywright.protocol.SerialNumber;
import org.keywright.transport.ApduResponder;
import org.keywright.transport.Atr;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.ResponseApdu;
import org.keywright.transport.StatusException;
import org.keywright.transport.UnitServer;
import org.keywright.transport.tcp.internal.TcpTransport;
import org.keywright.transport.tcp.internal.TcpUnitServer;
import org.keywright.vault.PairingCase;
import org.keywright.vault.PairingRegister.CaseFilter;

/** The centre as desks elsewhere reach it, and as those who are none do. */
class CentreServiceTest {
  private static final SerialNumber MODULE = SerialNumber.parse("MS-1");
  private static final SerialNumber HOST = SerialNumber.parse("MH-1");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final TcpUnitServer server = TcpUnitServer.withDefaults();
  private TestCentre centre;
  private CentreService service;
  private UnitServer.Serving serving;

  @BeforeEach
  void make() throws Exception {
    centre = new TestCentre(folder);
    centre.transports.bindTransport(
        TcpTransport.withTimeouts(PATIENCE, PATIENCE), Map.of("keywright.transport.scheme", "tcp"));
    centre.enter(List.of("MS-1", "MS-2"), List.of("MH-1", "MH-2"));
    try (var secret = secret("a desk's secret")) {
      centre.pairings.addDesk("officer", "north", secret);
    }
    service = centre.pairings.openCentre("officer");
    serving =
        server.serve(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> Optional.of(service.connect()));
  }

  @AfterEach
  void close() {
    server.close();
    service.close();
    centre.close();
  }

  @Test
  void itEndsWithTheVaultAndSaysSo() throws Exception {
    var told = new ArrayList<String>();
    service.onWithdrawal(told::add);
    centre.reopen();

    assertThat(told).containsExactly("the vault was closed");
    service.onWithdrawal(told::add);
    assertThat(told).hasSize(2);
    assertThat(centre.vault().log().page(0, 1).getFirst())
        .returns("pair:central", entry -> entry.act().verb())
        .returns("done: the vault was closed", entry -> entry.result());
  }

  private static KeyMaterial secret(String text) {
    return KeyMaterial.consume(text.getBytes(StandardCharsets.UTF_8));
  }

  private Link open() throws LinkException {
    return centre.transports.open(Endpoint.parse("tcp://127.0.0.1:" + serving.address().getPort()));
  }

  private Desk desk(Link link, String name, String secret) throws Exception {
    try (var shared = secret(secret)) {
      return new Desk(
          link,
          name,
          Desk.key(centre.passphrases, name, shared),
          centre.crypto.literal(),
          centre.crypto.keys);
    }
  }

  private List<PairingCase> cases() throws Exception {
    return centre.vault().pairings().cases(CaseFilter.ALL, Long.MAX_VALUE, 100);
  }

  @Test
  void aDeskGetsTheCodeThatTheModuleAwaits() throws Exception {
    try (Link link = open();
        Desk desk = desk(link, "north", "a desk's secret");
        var reply = desk.code(MODULE, HOST, 0, Optional.empty(), "ticket 12");
        var expected = centre.code("MS-1", "MH-1", 0)) {
      assertThat(reply.ground()).isEqualTo(Ground.INDEX_KNOWN);
      assertThat(reply.code().orElseThrow().sameBytesAs(expected)).isTrue();
    }
    assertThat(cases())
        .singleElement()
        .satisfies(
            made -> {
              assertThat(made.actor()).isEqualTo("desk north");
              assertThat(made.purpose()).isEqualTo("ticket 12");
            });
  }

  @Test
  void aDeskGetsTheCodeByWhichAUserErases() throws Exception {
    try (Link link = open();
        Desk desk = desk(link, "north", "a desk's secret");
        var reply = desk.erasureCode(MODULE, HOST, 2, "ticket 13");
        var expected = centre.erasureCode("MS-1", "MH-1", 2);
        var unknown = desk.erasureCode(SerialNumber.parse("MS-9"), HOST, 2, "")) {
      assertThat(reply.ground()).isEqualTo(Ground.ORDERLY);
      assertThat(reply.code().orElseThrow().sameBytesAs(expected)).isTrue();
      assertThat(unknown.ground()).isEqualTo(Ground.MODULE_UNKNOWN);
      assertThat(unknown.code()).isEmpty();
    }
    assertThat(cases())
        .extracting(made -> made.request().kind(), PairingCase::order)
        .containsOnly(tuple(PairingCase.Kind.ERASURE_CODE, 0L));
  }

  @Test
  void aQuestionOfOneKindIsNoneOfTheOther() throws Exception {
    var centreUnit = service.connect();
    ApduResponder turning =
        new ApduResponder() {
          @Override
          public Atr atr() {
            return centreUnit.atr();
          }

          @Override
          public byte[] respond(byte[] command) throws LinkException {
            byte[] turned = command.clone();
            turned[1] = command[1] == (byte) 0xB0 ? (byte) 0xB4 : command[1];
            return centreUnit.respond(turned);
          }
        };
    try (Desk desk = desk(new Tapped(turning), "north", "a desk's secret")) {
      assertThatThrownBy(() -> desk.code(MODULE, HOST, 0, Optional.empty(), ""))
          .hasMessageContaining("6982");
    }
    assertThat(cases()).isEmpty();
  }

  @Test
  void aRefusalIsAnAnswerToo() throws Exception {
    try (Link link = open();
        Desk desk = desk(link, "north", "a desk's secret");
        var unknown = desk.code(MODULE, SerialNumber.parse("MH-9"), 0, Optional.empty(), "");
        var wrong = desk.code(MODULE, HOST, 5, Optional.of("12x4"), "")) {
      assertThat(unknown.ground()).isEqualTo(Ground.HOST_UNKNOWN);
      assertThat(unknown.code()).isEmpty();
      assertThat(wrong.ground()).isEqualTo(Ground.ATTESTATION_WRONG);
      assertThat(wrong.number()).isEqualTo(2);
    }
  }

  @Test
  void whoIsNoDeskLeavesNoTraceAndIsCutOffAfterThreeTries() throws Exception {
    long entries = centre.vault().log().verify();
    for (String name : List.of("north", "south")) {
      try (Link link = open();
          Desk desk = desk(link, name, "something else")) {
        for (int i = 0; i < 3; i++) {
          assertThatThrownBy(() -> desk.code(MODULE, HOST, 0, Optional.empty(), ""))
              .isInstanceOf(StatusException.class)
              .hasMessageContaining("6982");
        }
        assertThatThrownBy(() -> desk.code(MODULE, HOST, 0, Optional.empty(), ""))
            .isInstanceOf(LinkException.class);
      }
    }
    assertThat(cases()).isEmpty();
    assertThat(centre.vault().log().verify()).isEqualTo(entries);
  }

  /** Keeps what goes over a connection to the centre. */
  private static final class Tapped implements Link {
    private final ApduResponder centre;
    private final List<byte[]> seen = new ArrayList<>();

    Tapped(ApduResponder centre) {
      this.centre = centre;
    }

    @Override
    public Atr atr() {
      return centre.atr();
    }

    @Override
    public byte[] transceive(byte[] command) throws LinkException {
      seen.add(command.clone());
      byte[] answer = centre.respond(command);
      seen.add(answer.clone());
      return answer;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }

  @Test
  void theCodeIsNotOnTheLineAndAQuestionThatIsRepeatedIsNone() throws Exception {
    var tapped = new Tapped(service.connect());
    String digits;
    try (Desk desk = desk(tapped, "north", "a desk's secret");
        var reply = desk.code(MODULE, HOST, 0, Optional.empty(), "")) {
      digits = TestCentre.digits(reply.code().orElseThrow());
    }
    assertThat(tapped.seen)
        .allSatisfy(
            frame ->
                assertThat(new String(frame, StandardCharsets.ISO_8859_1)).doesNotContain(digits));
    byte[] question = tapped.seen.get(tapped.seen.size() - 2);
    assertThat(question[1] & 0xFF).isEqualTo(0xB0);

    var again = service.connect();
    assertThat(status(again, Application.MC.select().toBytes())).isEqualTo(0x9000);
    assertThat(status(again, question)).isEqualTo(0x6984);
    assertThat(status(again, challenge())).isEqualTo(0x9000);
    assertThat(status(again, question)).isEqualTo(0x6982);
    assertThat(cases()).hasSize(1);
  }

  private static byte[] challenge() {
    return new CommandApdu(0, 0x84, 0, 0, new byte[0], 16).toBytes();
  }

  private static int status(ApduResponder unit, byte[] command) throws LinkException {
    return ResponseApdu.parse(unit.respond(command)).status().value();
  }

  @Test
  void everyChangedBitOfAQuestionIsRefused() throws Exception {
    var tapped = new Tapped(service.connect());
    try (Desk desk = desk(tapped, "north", "a desk's secret")) {
      desk.code(MODULE, HOST, 0, Optional.empty(), "").close();
      byte[] question = tapped.seen.get(tapped.seen.size() - 2);
      int before = cases().size();
      for (int bit = 40; bit < 8 * (question.length - 1); bit += 5) {
        byte[] bent = question.clone();
        bent[bit / 8] ^= (byte) (1 << bit % 8);
        var unit = service.connect();
        status(unit, Application.MC.select().toBytes());
        status(unit, challenge());
        assertThat(status(unit, bent)).as("bit " + bit).isIn(0x6982, 0x6A80, 0x6700);
      }
      assertThat(cases()).hasSize(before);
    }
  }

  @Test
  void commandsThatAreNoneAreRefused() throws Exception {
    var unit = service.connect();
    assertThat(status(unit, challenge())).isEqualTo(0x6985);
    assertThat(status(unit, Application.MS.select().toBytes())).isEqualTo(0x6A82);
    assertThat(status(unit, Application.MC.select().toBytes())).isEqualTo(0x9000);
    assertThat(status(unit, new CommandApdu(0x80, 0x77, 0, 0, new byte[0]).toBytes()))
        .isEqualTo(0x6D00);
    assertThat(status(unit, new CommandApdu(0x84, 0xB0, 0, 0, new byte[0]).toBytes()))
        .isEqualTo(0x6E00);
    assertThat(status(unit, new CommandApdu(0x80, 0xB0, 1, 0, new byte[0]).toBytes()))
        .isEqualTo(0x6A86);
  }

  @Test
  void reportsAreNoted() throws Exception {
    try (Link link = open();
        Desk desk = desk(link, "north", "a desk's secret")) {
      desk.report(MODULE, HOST, 1, true);
      assertThatThrownBy(() -> desk.report(SerialNumber.parse("MS-9"), HOST, 1, true))
          .hasMessageContaining("6A88");
    }
    assertThat(centre.vault().pairings().sightings("MS-1", Long.MAX_VALUE, 9))
        .singleElement()
        .satisfies(
            sighting -> {
              assertThat(sighting.actor()).isEqualTo("desk north");
              assertThat(sighting.index()).isEqualTo(1);
              assertThat(sighting.paired()).isTrue();
            });
  }

  @Test
  void garbageStallsAndFloodsStopNobodyElse() throws Exception {
    var hostile = new ArrayList<Socket>();
    var random = new Random(3);
    try {
      for (int i = 0; i < 150; i++) {
        var socket = new Socket(InetAddress.getLoopbackAddress(), serving.address().getPort());
        hostile.add(socket);
        byte[] noise = new byte[1 + random.nextInt(3_000)];
        random.nextBytes(noise);
        switch (i % 3) {
          case 0 -> socket.getOutputStream().write(noise);
          case 1 -> socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 'K', 'W', 'T', '1', 0});
          default -> {
            // says nothing at all
          }
        }
      }
      try (Link link = open();
          Desk desk = desk(link, "north", "a desk's secret");
          var reply = desk.code(MODULE, HOST, 0, Optional.empty(), "")) {
        assertThat(reply.code()).isPresent();
      }
    } finally {
      for (Socket socket : hostile) {
        socket.close();
      }
    }
    assertThat(cases()).hasSize(1);
  }

  @Test
  void aCentreThatIsClosedAnswersNoQuestion() throws Exception {
    var unit = service.connect();
    try (Desk desk = desk(new Tapped(unit), "north", "a desk's secret")) {
      centre.vaults.close();
      assertThatThrownBy(() -> desk.code(MODULE, HOST, 0, Optional.empty(), ""))
          .hasMessageContaining("6581");
    }
  }
}
