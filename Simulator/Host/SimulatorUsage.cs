namespace Wasilo.Simulator.Host;

internal static class SimulatorUsage
{
    public const string Text =
        """
        A WhatsApp server for tests and demos: clients pair, log in and write to each other, without WhatsApp.

        Usage:
          Simulator [--Key=value ...]    run until asked to stop (SIGTERM, Ctrl-C)
          Simulator --help               this text

        Settings come from appsettings.json, then the environment (Simulator__Port=...), then the command line
        (--Port=... or --Port ...); the last one counts. None is needed.
          Address                 where to listen (127.0.0.1); the control API asks nobody who they are
          Port                    of clients and control API (8090); 0 takes a free one
          Tls                     true listens for wss:// too (false)
          TlsPort                 of wss:// (8453); 0 takes a free one
          TlsCertificate          a PEM file with certificate and key; without it one is made that is signed by itself
          Edges                   processes that take clients' sockets in its place, when one has too few descriptors (0)
          EdgePort                of the first edge, the others take the next ones (8091); 0 takes free ones
          Seed                    a number: the same keys, root key and certificate among them, in each run
          StateFile               keeps phones, devices, groups and keys over restarts; not together with Seed
          PhonesRead              false: phones don't read what is encrypted for them, for load tests (true)
          PhoneMessages           how many of its latest messages each phone remembers (1000)
          GroupsByNumber          true: members of new groups are named by number, not by hidden id (false)
          MailboxLimit            stanzas kept for a device that doesn't acknowledge them (100000)
          MaxConnections          open at once (40000)
          HandshakeTimeout        from the upgrade to the end of the Noise handshake (00:00:20)
          SilenceTimeout          after which a client counts as gone (00:02:00)
          CloseGrace              for the client to close after a stream error (00:00:05)
          Logging:LogLevel:...    as in every ASP.NET Core program

        """;
}
