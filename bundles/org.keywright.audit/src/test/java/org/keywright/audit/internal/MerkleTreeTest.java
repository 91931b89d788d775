// SPDX-License-Identifier: EPL-2.0
package org.keywright.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.keywright.crypto.Bytes;

/** The tree of RFC 6962, with the values that implementations of Certificate Transparency share. */
class MerkleTreeTest {
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696A6B6C6D6E6F");

  private static final List<String> ROOTS =
      List.of(
          "6E340B9CFFB37A989CA544E6BB780A2C78901D3FB33738768511A30617AFA01D",
          "FAC54203E7CC696CF0DFCB42C92A1D9DBAF70AD9E621F4BD8D98662F00E3C125",
          "AEB6BCFE274B70A14FB067A5E5578264DB0FA9B51AF5E0BA159158F329E06E77",
          "D37EE418976DD95753C1C73862B9398FA2A2CF9B4FF0FDFE8B30CD95209614B7",
          "4E3BBB1F7B478DCFE71FB631631519A3BCA12C9AEFCA1612BFCE4C13A86264D4",
          "76E67DADBCDF1E10E1B74DDC608ABD2F98DFB16FBCE75277B5232A127F2087EF",
          "DDB89BE403809E325750D3D263CD78929C2942B7942A34B77E122C9594A74C8C",
          "5DC9DA79A70659A9AD559CB701DED9A2AB9D823AAD2F4960CFE370EFF4604328");

  @Test
  void theRootOfEachLengthIsTheKnownOne() {
    var tree = new MerkleTree();
    assertThat(tree.root().hex())
        .isEqualTo("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");
    for (int i = 0; i < LEAVES.size(); i++) {
      tree.add(Bytes.ofHex(LEAVES.get(i)).toArray());
      assertThat(tree.root().hex()).as("of %d leaves", i + 1).isEqualTo(ROOTS.get(i));
    }
  }
}
