// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import org.junit.jupiter.api.Nested;

/**
 * Officers, periods, requests and the way to syslog of a vault on a server are those of a vault in
 * a file. Seals do not depend on where rows are, so what was changed behind the vault's back is
 * tried with files only.
 */
class OfficersOnServerTest {
  @Nested
  class Officers extends OfficersTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }

    @Override
    void aCountThatWasPutBackIsNamed(String change) {}

    @Override
    void aChangedListOfOfficersIsRefused(String change) {}

    @Override
    void whatIsNotHisOwnIsFoundByTheTestOfHisShareAlone(String change) {}
  }

  @Nested
  class Periods extends PeriodsTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }
  }

  @Nested
  class Requests extends RequestsTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }

    @Override
    void aChangedRowIsRefused(String change) {}
  }

  @Nested
  class Forwarding extends ForwardingTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }

    @Override
    void aReceiverThatWasChangedBehindTheVaultsBackIsNotGoneBy() {}
  }
}
