// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.testkit;

import java.util.List;
import org.keywright.crypto.Bytes;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.Suite;
import org.keywright.testkit.AlgorithmContract;
import org.keywright.tests.TestCrypto;

/** The contract of suites for suite 01; the answers are those of download.md, section 9.1. */
class LiteralSuiteContractTest extends AlgorithmContract {
  private static final Bytes T =
      Bytes.ofHex("404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f");
  private static final Bytes T1 =
      Bytes.ofHex("bdda19607c946f79919f42ae62042e715da822a558d42e1258f49ad62970384a");
  private static final Bytes ENC =
      Bytes.ofHex("94787ad092bc5ca4110fe32e3a5d8b3b2a4048b1d8fec99f3ba3cb24a3c91edb");
  private static final Bytes SERIAL = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");

  private final Suite suite = new TestCrypto().literal();

  @Override
  protected Suite suite() {
    return suite;
  }

  @Override
  protected boolean reservedId() {
    return true;
  }

  @Override
  protected List<DerivedKey> operationKeys() {
    return List.of(
        new DerivedKey(
            T,
            "KW1.T1",
            KeySpec.AES_256,
            List.of(
                Bytes.ofHex("01"), Bytes.ofHex("5345543030303031"), Bytes.ofHex("0001"), SERIAL),
            T1));
  }

  @Override
  protected List<DerivedKey> sessionKeys() {
    return List.of(
        new DerivedKey(
            T1,
            "KW1.ENC",
            KeySpec.AES_256,
            List.of(
                Bytes.ofHex("01"),
                SERIAL,
                Bytes.ofHex("0003"),
                Bytes.ofHex("0007"),
                Bytes.ofHex("101112131415161718191a1b1c1d1e1f"),
                Bytes.ofHex("202122232425262728292a2b2c2d2e2f"),
                Bytes.ofHex("438e31c807aa603ae4dd90a1120832c871fbfe4d2906f437e7f0b6b49c7c1578")),
            ENC));
  }

  @Override
  protected List<WrappedSecret> wraps() {
    return List.of(
        new WrappedSecret(
            ENC,
            Bytes.ofHex(
                "01443041424e00010100000000000000"
                    + "a3c5a22b7b414b536d2ba4d30834b2c35d72d02877485bf1346b6cfc0e5ad837"),
            Bytes.ofHex(
                "859ee91e5ea38e7844a049b4d36bca60ce4c2bfcfc980192b29ca368946986eef06e0e34ada2b5cb"
                    + "29828aef92e7326bff94e40538e80aa3")));
  }

  /** K_USE over a challenge. */
  @Override
  protected List<Code> codes() {
    return List.of(
        new Code(
            Bytes.ofHex("2fd263424a1d3fe0346447b8028ecaf814739df5d66ef595e31e92c4b3c3c4cd"),
            Bytes.ofHex("0102030405060708"),
            Bytes.ofHex("08c7929df07e924c4a9bc67f47c034a5")),
        new Code(
            Bytes.ofHex("53909ef337cfd9cb3f474ae4df1a276ff6402a7b03fd317c7bc47c1fce3785b9"),
            Bytes.ofHex("1883020007"),
            Bytes.ofHex("b087c94667acfce23b143b19751f46d5")));
  }
}
