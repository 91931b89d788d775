// SPDX-License-Identifier: EPL-2.0
package com.acme.keywright;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.keywright.testkit.TransportContract;
import org.keywright.transport.Endpoint;
import org.keywright.transport.spi.TransportProvider;

/** Acme's transport is one. */
class AcmeTransportTest extends TransportContract {
  private final AcmeTransport transport = new AcmeTransport();
  private final AcmeRack answering = new AcmeRack(true);
  private final AcmeRack silent = new AcmeRack(false);

  AcmeTransportTest() throws IOException {}

  @AfterEach
  void switchOff() throws IOException {
    answering.close();
    silent.close();
  }

  @Override
  protected TransportProvider provider() {
    return transport;
  }

  @Override
  protected Endpoint answering() {
    return at(answering);
  }

  @Override
  protected Endpoint unknown() {
    return Endpoint.parse("acme:127.0.0.1:1");
  }

  @Override
  protected Endpoint malformed() {
    return Endpoint.parse("acme:127.0.0.1:slot");
  }

  @Override
  protected Optional<Endpoint> silent() {
    return Optional.of(at(silent));
  }

  @Override
  protected void awaitSilence() throws InterruptedException {
    silent.awaitCommand();
  }

  @Override
  protected long commands() {
    return answering.commands();
  }

  private static Endpoint at(AcmeRack rack) {
    return Endpoint.parse("acme:127.0.0.1:" + rack.port());
  }
}
