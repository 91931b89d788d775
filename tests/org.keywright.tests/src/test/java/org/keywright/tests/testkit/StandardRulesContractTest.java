// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.testkit;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.DiversificationRule;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeySpec;
import org.keywright.testkit.RuleContract;
import org.keywright.tests.TestCrypto;

/** The contract of rules for Keywright's own: one of TDES with one key, one of AES with three. */
class StandardRulesContractTest {
  private static final TestCrypto CRYPTO = new TestCrypto();

  private static DiversificationRule rule(String name) {
    try {
      return CRYPTO.rules.require(name);
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  @Nested
  class InitialKeys extends RuleContract {
    @Override
    protected DiversificationRule rule() {
      return StandardRulesContractTest.rule("DUKPT-TDES");
    }

    @Override
    protected boolean reservedName() {
      return true;
    }

    @Override
    protected List<DerivedKeys> answers() {
      return List.of(
          new DerivedKeys(
              KeySpec.TDES_128,
              Bytes.ofHex("0123456789ABCDEFFEDCBA9876543210"),
              Bytes.ofHex("FFFF9876543210E00000"),
              List.of(Bytes.ofHex("6AC292FAA1315B4D858AB3A3D7D5933A"))));
    }

    @Override
    protected List<Bytes> refusedInputs() {
      return List.of(Bytes.of(), Bytes.ofHex("FFFF9876543210"), Bytes.of(new byte[11]));
    }
  }

  @Nested
  class SecurityDomains extends RuleContract {
    @Override
    protected DiversificationRule rule() {
      return StandardRulesContractTest.rule("KDF3");
    }

    @Override
    protected boolean reservedName() {
      return true;
    }

    @Override
    protected List<DerivedKeys> answers() {
      return List.of(
          new DerivedKeys(
              KeySpec.AES_256,
              Bytes.ofHex("8C72C72CF908411653018807950D82FBAD947562F0828A0B10B8B9606ABF3BCD"),
              Bytes.ofHex("D9B1DE5D0362DEDCE4FB"),
              List.of(
                  Bytes.ofHex("9AAC5D0B3601F89438A0D9D0B6B256CFB47E6462DFA5228D3420C4AC7C224781"),
                  Bytes.ofHex("8C6D4ADE2AADE2BDF66EF24537F7AF9806C71A5CF0269CDA323B54BD4C6EBA99"),
                  Bytes.ofHex(
                      "0DFB0D477168F625F751767F35C4BF73697D40A5F41D625432DE8A7D607778BF"))));
    }

    @Override
    protected List<Bytes> refusedInputs() {
      return List.of(Bytes.of(), Bytes.of(new byte[9]), Bytes.of(new byte[11]));
    }
  }
}
