// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keywright.console.Exchange;
import org.keywright.console.internal.WordedTraces;
import org.keywright.protocol.Application;
import org.keywright.tests.sim.TestFleet;
import org.keywright.transport.ApduChannel;
import org.keywright.transport.CommandApdu;
import org.keywright.transport.Endpoint;
import org.keywright.transport.sim.Role;

/** Exchanges are told in words to programs that show them, as long as they observe. */
class TracesTest {
  @Test
  void whoeverObservesSeesEachExchangeInWords() throws Exception {
    var fleet = new TestFleet();
    fleet.make(Role.AS, Optional.empty(), Optional.empty(), "as");
    var seen = new ArrayList<Exchange>();
    var observation = new WordedTraces(fleet.transports).observe(seen::add);
    try (var link = fleet.transports.open(Endpoint.parse("sim:as"))) {
      var channel = new ApduChannel(link);
      channel.send(Application.AS.select());
      channel.send(new CommandApdu(0x80, 0xFE, 0, 0));
      observation.close();
      channel.send(new CommandApdu(0x80, 0xFE, 0, 0));
    }
    assertThat(seen).extracting(Exchange::command).containsExactly("SELECT AS", "80 FE 00 00");
    assertThat(seen).extracting(Exchange::failed).containsExactly(false, true);
    assertThat(seen.getLast().sentence()).startsWith("sim:as  80 FE 00 00 -> ");
  }
}
