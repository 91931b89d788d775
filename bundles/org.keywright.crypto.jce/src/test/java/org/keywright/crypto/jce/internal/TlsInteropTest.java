// SPDX-License-Identifier: EPL-2.0
package org.keywright.crypto.jce.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keywright.crypto.jce.internal.Samples.hex;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keywright.crypto.KeySpec;
import org.keywright.crypto.channel.HandshakeException;
import org.keywright.crypto.channel.HandshakeFault;
import org.keywright.crypto.channel.SecureChannel;
import org.keywright.crypto.pki.Certificate;
import org.keywright.crypto.pki.Credential;
import org.keywright.crypto.pki.KeyPurpose;
import org.keywright.crypto.pki.Trust;

/** A second opinion on channels: the JDK's TLS at the other end. */
@Timeout(60)
class TlsInteropTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final char[] NO_PASSWORD = {};
  private static final String LABEL = "EXPORTER-KW2-KBPK";
  private static final byte[] CONTEXT = {1, 2, 3};
  private static final Authority MAKER = new Authority();
  private static final Credential MODULE = MAKER.identity("0007");
  private static final Trust UNITS = MAKER.trust(KeyPurpose.PERSONALIZER);
  private static final Trust MODULES = MAKER.trust(KeyPurpose.IDENTITY);

  private final TlsChannels channels =
      new TlsChannels(Samples.CURVES, InstantSource.fixed(Authority.NOW.plusSeconds(60)));

  /** What the JDK's end makes of the same connection. */
  private record Seen(String binding, String key) {}

  @Test
  void aModuleOnTheJdkTalksToOurUnit() throws Exception {
    var context = context(Optional.of(MODULE));
    for (int i = 0; i < 2; i++) {
      try (var wire = Wire.lay()) {
        var ends =
            Wire.both(
                () -> talk(socket(context, wire.near(), true, "TLSv1.3")),
                () -> answer(channels.accept(wire.far(), MAKER.unit, MODULES, LIMIT)));
        // The second time the JDK would resume its session if our end let it.
        assertThat(ends.near().get()).isEqualTo(ends.far().get());
      }
    }
  }

  @Test
  void ourModuleTalksToAUnitOnTheJdk() throws Exception {
    var context = context(Optional.of(MAKER.unit));
    try (var wire = Wire.lay()) {
      var ends =
          Wire.both(
              () -> answer(channels.connect(wire.near(), MODULE, UNITS, LIMIT)),
              () -> talk(socket(context, wire.far(), false, "TLSv1.3")));
      assertThat(ends.near().get()).isEqualTo(ends.far().get());
    }
  }

  @Test
  void whoShowsNoCertificateIsToldApart() throws Exception {
    failure(context(Optional.empty()), "TLSv1.3", HandshakeFault.NO_CERTIFICATE);
  }

  @Test
  void whoKnowsNoTls13HasNothingInCommonWithUs() throws Exception {
    failure(context(Optional.of(MODULE)), "TLSv1.2", HandshakeFault.NOTHING_IN_COMMON);
  }

  private void failure(SSLContext context, String version, HandshakeFault fault) throws Exception {
    try (var wire = Wire.lay()) {
      var ends =
          Wire.both(
              () -> talk(socket(context, wire.near(), true, version)),
              () -> channels.accept(wire.far(), MAKER.unit, MODULES, LIMIT));
      assertThat(ends.near().failure()).isNotNull();
      assertThat(ends.far().failure())
          .isInstanceOfSatisfying(
              HandshakeException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
  }

  private static Seen answer(SecureChannel channel) throws Exception {
    try (channel;
        var key = channel.exportKey(LABEL, CONTEXT, KeySpec.AES_256)) {
      assertThat(channel.peer()).isPresent();
      channel.output().write(channel.input().read());
      channel.output().flush();
      assertThat(channel.input().read()).isEqualTo(-1);
      return new Seen(channel.binding().hex(), hex(key));
    }
  }

  private static Seen talk(SSLSocket socket) throws Exception {
    try (socket) {
      socket.startHandshake();
      socket.getOutputStream().write(7);
      assertThat(socket.getInputStream().read()).isEqualTo(7);
      var session = (ExtendedSSLSession) socket.getSession();
      var form = HexFormat.of().withUpperCase();
      return new Seen(
          form.formatHex(
              session.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32)),
          form.formatHex(session.exportKeyingMaterialData(LABEL, CONTEXT, 32)));
    }
  }

  private static SSLSocket socket(SSLContext context, Socket plain, boolean client, String version)
      throws Exception {
    var socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
    socket.setUseClientMode(client);
    socket.setNeedClientAuth(!client);
    socket.setEnabledProtocols(new String[] {version});
    return socket;
  }

  private static SSLContext context(Optional<Credential> own) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    if (own.isPresent()) {
      store.setKeyEntry("own", privateKey(own.get()), NO_PASSWORD, chain(own.get()));
    }
    var factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(store, NO_PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), new TrustManager[] {new Everybody()}, null);
    return context;
  }

  private static PrivateKey privateKey(Credential credential) throws Exception {
    var parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    var number = new BigInteger(hex(credential.privateKey()), 16);
    return KeyFactory.getInstance("EC")
        .generatePrivate(
            new ECPrivateKeySpec(number, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  private static X509Certificate[] chain(Credential credential) throws Exception {
    var factory = CertificateFactory.getInstance("X.509");
    var chain = credential.chain().certificates();
    var out = new X509Certificate[chain.size()];
    for (int i = 0; i < out.length; i++) {
      Certificate each = chain.get(i);
      out[i] =
          (X509Certificate)
              factory.generateCertificate(new ByteArrayInputStream(each.encoded().toArray()));
    }
    return out;
  }

  /** Whom the JDK's end trusts is not what is asked here. */
  private static final class Everybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
