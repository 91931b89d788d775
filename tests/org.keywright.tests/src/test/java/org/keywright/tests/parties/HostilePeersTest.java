// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.parties;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.EcKeyPair;
import org.keywright.crypto.EcPublicKey;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.CertificateChain;
import org.keywright.crypto.pki.CertificateTemplate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.DistinguishedName;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;
import org.keywright.crypto.pki.Validity;
import org.keywright.engine.personalization.DeviceKind;
import org.keywright.engine.personalization.Manufacturers;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.personalization.Cryptography;
import org.keywright.protocol.personalization.KeyLoad;
import org.keywright.protocol.personalization.MessageStream;
import org.keywright.protocol.personalization.ModuleNames;
import org.keywright.tests.TestCurves;
import org.keywright.tests.personalization.MessageNoise;
import org.keywright.tests.proof.Overheard;
import org.keywright.transport.Endpoint;
import org.keywright.transport.sim.SimulatedModule;

/**
 * Those who have good certificates and say anything but what they should, behind a handshake that
 * is in order. A server ends such a connection at the first message, so each says a few at once;
 * that many more are read by the runs behind the servers is shown in {@code RandomMessagesTest}.
 */
@Timeout(120)
class HostilePeersTest {
  private static final int CONNECTIONS = 60;
  private static final int MESSAGES = 3;

  /** The length of a message that no memory holds. */
  private static final byte[] ENDLESS = {0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final SerialNumber EVE = SerialNumber.parse("EVE-1");

  @TempDir Path folder;
  private final Booked booked = new Booked();
  private final Overheard heard = new Overheard("org.keywright.engine");
  private Network network;
  private Cryptography crypto;

  @BeforeEach
  void make() throws Exception {
    network = new Network(folder);
    network.bringUp();
    crypto = TestCurves.cryptography(network.base);
  }

  @AfterEach
  void close() {
    network.close();
    heard.close();
  }

  @Test
  void aUnitServesTheOthers() throws Exception {
    try (var unit =
        network.units.start(Network.ACTOR, Network.UNIT, Network.free(), Network.PATIENT)) {
      unit.observe(booked);
      var trust = Trust.in(network.root, KeyPurpose.PERSONALIZER);
      network.order("EVE-1");
      var peers =
          List.of(
              identity(),
              device(DeviceKind.IDENTIFICATION_UNIT, "eve"),
              device(DeviceKind.APPLIANCE, "phone"));
      var noise = new MessageNoise(1, List.of());
      for (int i = 0; i < CONNECTIONS; i++) {
        pester(unit.address(), peers.get(i % peers.size()), trust, noise, i % 10 == 9);
      }

      var module = (SimulatedModule) network.module("FU-1");
      network.order("FU-1");
      module.personalize("localhost", unit.address().getPort());
      booked.await("FU-1 is active");
      assertThat(unit.counts().active()).isEqualTo(1);
      assertThat(network.vault.certificates().of(EVE.toString()))
          .noneMatch(each -> each.purpose() == KeyPurpose.MODULE);
    }
    assertThat(heard.amiss()).isEmpty();
  }

  @Test
  void aCentralSystemServesTheOthers() throws Exception {
    var own = unitOfEve();
    var module = moduleOf(own);
    try (var unit =
            network.units.start(Network.ACTOR, Network.UNIT, Network.free(), Network.PATIENT);
        var central =
            network.centrals.start(
                Network.ACTOR,
                Network.CENTRAL,
                Network.free(),
                Network.PATIENT,
                Optional.of(KeyLoad.Form.KEY_RECORD))) {
      unit.observe(booked);
      central.observe(booked);
      var trust = Trust.in(network.root, KeyPurpose.CENTRAL);
      var noise = new MessageNoise(2, List.of());
      for (int i = 0; i < CONNECTIONS; i++) {
        pester(central.address(), module, trust, noise, i % 10 == 9);
      }

      var good = (SimulatedModule) network.module("FU-1");
      network.order("FU-1");
      good.personalize("localhost", unit.address().getPort());
      booked.await("FU-1 is active");
      try (var link = good.attach("localhost", central.address().getPort())) {
        booked.await("FU-1 holds key version 1");
        assertThat(link.open()).isTrue();
      }
      assertThat(central.events())
          .noneMatch(each -> each.who().equals("EVE-1") && each.what().startsWith("holds"));
    }
    assertThat(heard.amiss()).isEmpty();
  }

  /** Says some messages at once that look more or less like some of the protocol. */
  private static void pester(
      InetSocketAddress at, Credential own, Trust trust, MessageNoise noise, boolean endless) {
    try (var socket = new Socket(at.getAddress(), at.getPort());
        var channel = TestCurves.channels().connect(socket, own, trust, LIMIT)) {
      if (endless) {
        channel.output().write(ENDLESS);
      }
      var stream = new MessageStream(channel.input(), channel.output());
      for (int i = 0; i < MESSAGES; i++) {
        stream.write(Bytes.of(noise.next()));
      }
      channel.limit(LIMIT);
      channel.input().readAllBytes();
    } catch (IOException e) {
      // As it may be: the server has had enough.
    }
  }

  /** A module's identity of which this test has the private key. */
  private Credential identity() throws Exception {
    EcKeyPair pair = crypto.ecKeys().generate();
    var name = ModuleNames.of(Network.CUSTOMER, "EVE-1", EVE);
    byte[] request = crypto.certificates().request(pair.privateKey(), name).encoded().toArray();
    network.transports.bindTransport(
        new PosingModule(EVE, request), Map.of("keywright.transport.scheme", "posing"));
    var certificate =
        network.manufacturers.identify(
            Network.ACTOR,
            Network.MAKER,
            Endpoint.parse("posing:EVE-1"),
            new Manufacturers.Identity(Network.CUSTOMER, "EVE-1", 0, ""));
    return new Credential(pair.privateKey(), CertificateChain.of(certificate));
  }

  private Credential device(DeviceKind kind, String name) throws Exception {
    EcKeyPair pair = crypto.ecKeys().generate();
    var subject = DistinguishedName.of(Network.CUSTOMER, name);
    var request = crypto.certificates().request(pair.privateKey(), subject);
    var chain = network.units.enrolDevice(Network.ACTOR, Network.UNIT, kind, request);
    return new Credential(pair.privateKey(), chain);
  }

  /** A unit of which this test has the private key, and which the central system has enrolled. */
  private Credential unitOfEve() throws Exception {
    EcKeyPair pair = crypto.ecKeys().generate();
    var name = DistinguishedName.of(Network.CUSTOMER, "unit of eve");
    var request = crypto.certificates().request(pair.privateKey(), name);
    Certificate unit =
        network.manufacturers.certify(
            Network.ACTOR, Network.MAKER, request, Manufacturers.UNIT_LIFE, OptionalInt.empty());
    var own = new Credential(pair.privateKey(), CertificateChain.of(unit));
    var central = network.centrals.request(Network.CENTRAL);
    var certified = issued(own, KeyPurpose.CENTRAL, central.subject(), central.publicKey());
    network.centrals.enrolUnit(
        Network.ACTOR, Network.CENTRAL, CertificateChain.of(certified, unit), network.root);
    return own;
  }

  private Credential moduleOf(Credential unit) throws Exception {
    EcKeyPair pair = crypto.ecKeys().generate();
    var name = ModuleNames.of(Network.CUSTOMER, "EVE-1", EVE);
    var certificate = issued(unit, KeyPurpose.MODULE, name, pair.publicKey());
    return new Credential(pair.privateKey(), CertificateChain.of(certificate, unit.certificate()));
  }

  private Certificate issued(
      Credential issuer, KeyPurpose purpose, DistinguishedName name, EcPublicKey key)
      throws Exception {
    Instant from = issuer.certificate().validity().notBefore();
    var template =
        new CertificateTemplate(purpose, name, key, Validity.of(from, Duration.ofDays(30)));
    return crypto
        .certificates()
        .issue(
            purpose == KeyPurpose.MODULE ? template.fresh(Bytes.of(new byte[32])) : template,
            issuer);
  }
}
