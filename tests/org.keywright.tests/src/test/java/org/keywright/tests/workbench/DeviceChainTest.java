// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keywright.console.internal.WholeConsole;
import org.keywright.tests.TestCrypto;
import org.keywright.workbench.model.DeviceFile;
import org.keywright.workbench.model.DeviceFile.ChainLink;

/** The certificates on a device's page, in a vault that plays all parties. */
class DeviceChainTest {
  @TempDir Path folder;

  @Test
  void aModuleStandsUnderItsUnitAndNotUnderHowACentralSystemHasEndorsedThat() throws Exception {
    Files.writeString(folder.resolve("pass.txt"), "correct horse battery\n");
    try (var console = new WholeConsole()) {
      for (String statement :
          new String[] {
            "vault:create $/v.kwv --secret-file $/pass.txt",
            "perso:manufacturer make acme --organization Acme --out $/root.pem",
            "perso:unit make bureau --organization 'North Pay' --out $/bureau.csr",
            "perso:manufacturer certify acme --request $/bureau.csr --out $/bureau.pem",
            "perso:unit install bureau --certificate $/bureau.pem --root $/root.pem",
            "perso:central make toll --organization 'North Pay' --out $/toll.csr",
            "perso:unit enrol bureau --request $/toll.csr --address localhost:1 --out $/toll.pem",
            "perso:central enrol toll --certificate $/toll.pem --root $/root.pem --out $/e.pem",
            "perso:unit endorsed bureau --certificate $/e.pem",
            "sim:create sm --name pad",
            "perso:manufacturer identify acme sim:pad --organization 'North Pay'",
            "perso:order bureau PAD",
            "perso:run sim:pad --act"
          }) {
        var run = console.run(statement.replace("$", folder.toString()));
        assertThat(run.status()).as(statement + run.err()).isZero();
      }
      assertThat(DeviceFile.of(console.vaults.require(), new TestCrypto().suites, "PAD").chain())
          .extracting(ChainLink::holder, ChainLink::purpose)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("PAD", "module in operation"),
              org.assertj.core.groups.Tuple.tuple("bureau", "personalization unit"));
    }
  }
}
