// SPDX-License-Identifier: EPL-2.0
package com.acme.suite;

import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Suite;
import org.keywright.testkit.AlgorithmContract;

/** Acme's suite is one; the answers were computed by Python's hmac and OpenSSL. */
class AcmeSuiteTest extends AlgorithmContract {
  private static final Bytes T =
      Bytes.ofHex("404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f");
  private static final Bytes T1 =
      Bytes.ofHex("c2596a363b6dda2081689874e2d409cc5b1e0d48148306ad01778f754810d089");
  private static final Bytes ENC =
      Bytes.ofHex("e73eea97079bbb0b49d15f1a1c5a7b9c60a0a491d5fb23967501e8e93d9ef4d7");
  private static final Bytes SERIAL = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");

  private final Suite suite = new AcmeSuite().suite();

  @Override
  protected Suite suite() {
    return suite;
  }

  @Override
  protected List<DerivedKey> operationKeys() {
    return List.of(
        new DerivedKey(
            T,
            "KW1.T1",
            KeySpec.AES_256,
            List.of(
                Bytes.ofHex("80"), Bytes.ofHex("5345543030303031"), Bytes.ofHex("0001"), SERIAL),
            T1));
  }

  @Override
  protected List<DerivedKey> sessionKeys() {
    return List.of(
        new DerivedKey(T1, "KW1.ENC", KeySpec.AES_256, List.of(Bytes.ofHex("80"), SERIAL), ENC));
  }

  @Override
  protected List<WrappedSecret> wraps() {
    return List.of(
        new WrappedSecret(
            ENC,
            Bytes.ofHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"),
            Bytes.ofHex(
                "000102030405060708090a0b"
                    + "a16a1ab38fc5010151f2dca96fc8000c8dea5aaa3f318724697128857ee36eab"
                    + "7c5922f7a6b42fc48f9f32e6f5d3be1f")));
  }

  /** RFC 4231, test case 1; HMAC fills a key up with zeros. */
  @Override
  protected List<Code> codes() {
    return List.of(
        new Code(
            Bytes.ofHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b000000000000000000000000"),
            Bytes.ofHex("4869205468657265"),
            Bytes.ofHex("b0344c61d8db38535ca8afceaf0bf12b")));
  }
}
