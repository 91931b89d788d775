// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.vault;

import java.util.Set;
import org.junit.jupiter.api.Nested;

/**
 * What a vault in a file keeps, a vault on a server keeps too. Seals do not depend on where rows
 * are, so what is no test here is tried with files only.
 */
class VaultOnServerTest {
  @Nested
  class Keys extends VaultKeysTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }
  }

  @Nested
  class Roots extends VaultRootsTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }

    @Override
    void aRootDoesNotOpenOnceItsRowWasChanged(String change) {}
  }

  @Nested
  class Jobs extends VaultJobsTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }
  }

  @Nested
  class Log extends VaultLogTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }
  }

  @Nested
  class Orders extends VaultOrdersTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }

    @Override
    void aNumberDoesNotOpenOnceItsRowWasChanged(String change) {}
  }

  @Nested
  class Certificates extends VaultCertificatesTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }
  }

  @Nested
  class Central extends VaultCentralTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }

    @Override
    void aKeyDoesNotOpenOnceItsRowWasChanged(String change) {}
  }

  @Nested
  class Pairings extends VaultPairingsTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }

    @Override
    void aRowThatWasChangedIsRefused(String table, String change, String what) {}
  }

  @Nested
  class Rows extends EachRowTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }

    /** A text, a number and bytes; each table loses a row and gets one too many besides. */
    @Override
    boolean tries(String table, String column) {
      return Set.of("state", "number", "sealed").contains(column);
    }

    @Override
    String row() {
      return "ctid::text";
    }
  }

  @Nested
  class Answers extends VaultAnswersTest {
    @Override
    TestVault place() throws Exception {
      return TestVault.onServer(PostgresProcess.shared().address(), folder);
    }
  }
}
