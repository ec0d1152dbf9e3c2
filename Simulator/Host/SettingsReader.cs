using System.Net;
using Wasilo.Simulator.Errors;

namespace Wasilo.Simulator.Host;

/// <summary>Reads the options from configuration and command line. What it doesn't know it refuses: a typo must not pass.</summary>
internal static class SettingsReader
{
    /// <summary>What the program listens on if nothing is set; in-process servers take a free port.</summary>
    public const int DefaultPort = 8090;

    /// <summary>What it listens on for TLS, if nothing is set.</summary>
    public const int DefaultTlsPort = 8453;

    /// <summary>What the first edge listens on, if nothing is set.</summary>
    public const int DefaultEdgePort = 8091;

    // Each is a process with a runtime of its own.
    private const int MaxEdges = 16;

    private const string Logging = "Logging:";

    private static readonly HashSet<string> Known = new(
        typeof(SimulatorOptions).GetProperties().Select(static property => property.Name), StringComparer.OrdinalIgnoreCase);

    /// <exception cref="InvalidSettingsException">An argument isn't of the form --Key=value or --Key value.</exception>
    public static void AddArguments(IConfigurationBuilder configuration, IReadOnlyList<string> args)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                throw new InvalidSettingsException($"'{args[i]}' is not understood. Settings are given as --Key=value; --help lists them.");
            var (key, value) = args[i][2..].Split('=', 2) is [var left, var right] ? (left, right) : (args[i][2..], null);
            value ??= i + 1 < args.Count
                ? args[++i]
                : throw new InvalidSettingsException($"--{key} needs a value: --{key}=value.");
            settings[key.StartsWith(Logging, StringComparison.OrdinalIgnoreCase) ? key : $"{SimulatorOptions.Section}:{key}"] = value;
        }

        configuration.AddInMemoryCollection(settings);
    }

    /// <exception cref="InvalidSettingsException">A setting isn't known or has an impossible value.</exception>
    public static SimulatorOptions Read(IConfiguration configuration)
    {
        SimulatorOptions options;
        try
        {
            var section = configuration.GetSection(SimulatorOptions.Section);
            if (section.GetChildren().FirstOrDefault(static setting => !Known.Contains(setting.Key)) is { } unknown)
                throw new InvalidSettingsException($"There is no setting '{unknown.Key}'. --help lists them.");
            options = section.Get<SimulatorOptions>() ?? new();
            if (section[nameof(SimulatorOptions.Port)] is null)
                options = options with { Port = DefaultPort };
            if (section[nameof(SimulatorOptions.TlsPort)] is null)
                options = options with { TlsPort = DefaultTlsPort };
            if (section[nameof(SimulatorOptions.EdgePort)] is null)
                options = options with { EdgePort = DefaultEdgePort };
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidSettingsException($"{e.Message} --help lists the settings.", e);
        }

        Check(options);
        return options;
    }

    /// <exception cref="InvalidSettingsException">A value is impossible.</exception>
    public static void Check(SimulatorOptions options)
    {
        Require(IPAddress.TryParse(options.Address, out _), nameof(options.Address), options.Address, "an IP address");
        Require(options.Port is >= 0 and <= ushort.MaxValue, nameof(options.Port), options.Port, "0 to 65535");
        Require(options.TlsPort is >= 0 and <= ushort.MaxValue, nameof(options.TlsPort), options.TlsPort, "0 to 65535");
        Require(
            options.TlsCertificate is null || options.Tls, nameof(options.TlsCertificate), options.TlsCertificate!,
            "left out without Tls=true");
        Require(
            options.StateFile is null || options.Seed is null, nameof(options.StateFile), options.StateFile!,
            "left out with a Seed, by which new phones would get the keys of saved ones");
        Require(options.Edges is >= 0 and <= MaxEdges, nameof(options.Edges), options.Edges, $"0 to {MaxEdges}");
        Require(
            options.EdgePort == 0 || options.EdgePort > 0 && options.EdgePort + Math.Max(0, options.Edges - 1) <= ushort.MaxValue,
            nameof(options.EdgePort), options.EdgePort, "a port with room for all edges, or 0");
        Require(options.MaxConnections > 0, nameof(options.MaxConnections), options.MaxConnections, "at least 1");
        Require(options.MailboxLimit > 0, nameof(options.MailboxLimit), options.MailboxLimit, "at least 1");
        Require(options.PhoneMessages > 0, nameof(options.PhoneMessages), options.PhoneMessages, "at least 1");
        Require(options.HandshakeTimeout > TimeSpan.Zero, nameof(options.HandshakeTimeout), options.HandshakeTimeout, "above zero");
        Require(options.SilenceTimeout > TimeSpan.Zero, nameof(options.SilenceTimeout), options.SilenceTimeout, "above zero");
        Require(options.CloseGrace >= TimeSpan.Zero, nameof(options.CloseGrace), options.CloseGrace, "zero or more");
    }

    private static void Require(bool condition, string key, object value, string accepted)
    {
        if (!condition)
            throw new InvalidSettingsException($"{key} is '{value}'. It must be {accepted}.");
    }
}
