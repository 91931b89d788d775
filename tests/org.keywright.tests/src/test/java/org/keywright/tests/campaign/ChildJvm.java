// SPDX-License-Identifier: EPL-2.0
package org.keywright.tests.campaign;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.oer.OERInputStream;
import org.bouncycastle.tls.TlsProtocol;
import org.keywright.crypto.Key;
import org.keywright.crypto.jce.internal.Primitives;
import org.keywright.engine.Jobs;
import org.keywright.engine.download.Downloads;
import org.keywright.engine.pairing.Pairings;
import org.keywright.engine.personalization.Campaigns;
import org.keywright.protocol.SetId;
import org.keywright.tests.TestCrypto;
import org.keywright.transport.Link;
import org.keywright.transport.sim.Simulator;
import org.keywright.transport.tcp.internal.TcpTransport;
import org.keywright.vault.Vault;
import org.keywright.vault.jdbc.internal.JdbcVaults;
import org.sqlite.SQLiteDataSource;

/** Starts main classes of tests as programs of their own. */
public final class ChildJvm {
  private ChildJvm() {}

  /** Starts a class; what it says on its error stream goes to a file. */
  public static Process start(Path errors, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                classPath()));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
        .start();
  }

  /** Where the classes lie, because a test runner's own class path may name its loader alone. */
  private static String classPath() {
    return Stream.of(
                ChildJvm.class,
                TestCrypto.class,
                JdbcVaults.class,
                Vault.class,
                Key.class,
                Primitives.class,
                Jobs.class,
                Downloads.class,
                Pairings.class,
                Campaigns.class,
                SetId.class,
                Link.class,
                Simulator.class,
                TcpTransport.class,
                CsvReader.class,
                AESEngine.class,
                OERInputStream.class,
                X509CertificateHolder.class,
                TlsProtocol.class,
                SQLiteDataSource.class)
            .map(
                type ->
                    Path.of(
                        URI.create(
                            type.getProtectionDomain().getCodeSource().getLocation().toString())))
            .map(Path::toString)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator))
        + File.pathSeparator
        + System.getProperty("java.class.path");
  }
}
