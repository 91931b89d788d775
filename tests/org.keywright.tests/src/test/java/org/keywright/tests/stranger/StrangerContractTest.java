// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.stranger;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.Key;
import org.keywright.crypto.KeySpec;
import org.keywright.protocol.SerialNumber;
import org.keywright.protocol.SetId;
import org.keywright.protocol.download.PlaceKind;
import org.keywright.protocol.download.SecuredRoom;
import org.keywright.testkit.SecondUnitContract;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.Endpoint;
import org.keywright.transport.Link;
import org.keywright.transport.LinkException;
import org.keywright.transport.tcp.internal.TcpTransport;

/** The contract of modules that take keys, for one that shares no code with Keywright, by TCP. */
class StrangerContractTest extends SecondUnitContract {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final TestCrypto crypto = new TestCrypto();
  private final Key transportKey = crypto.keys.generate(KeySpec.AES_256);
  private final TcpTransport transport = TcpTransport.withTimeouts(PATIENCE, PATIENCE);
  private StrangerServer server;

  @BeforeEach
  void install() throws IOException {
    var unit = new StrangerUnit(new byte[16], new SecureRandom()::nextBytes, System::nanoTime);
    unit.answer(
        SecuredRoom.installUnit(
            SerialNumber.parse("STRANGER"),
            SetId.parse("FUEL"),
            1,
            Bytes.of((byte) 1),
            1,
            true,
            transportKey,
            List.of(PlaceKind.any(1))));
    server = new StrangerServer(Map.of("stranger", unit));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    transportKey.close();
  }

  @Override
  protected Link open() throws LinkException {
    return transport.open(Endpoint.parse("tcp://127.0.0.1:" + server.port() + "/stranger"));
  }

  @Override
  protected Key transportKey() {
    return transportKey;
  }

  @Override
  protected int place() {
    return 1;
  }
}
