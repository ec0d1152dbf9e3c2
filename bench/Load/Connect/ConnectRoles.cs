using System.Globalization;
using Wasilo.Load.Fleet;
using Wasilo.Load.Harness;
using Wasilo.Load.Peers;

namespace Wasilo.Load.Connect;

/// <summary>The processes of this benchmark. Each measures one thing, says its figures in a line, and ends.</summary>
internal static class ConnectRoles
{
    public const string Name = "connect";

    /// <summary>Arguments: the frame of a node, in hexadecimal.</summary>
    public const string Micro = "micro";

    /// <summary>Arguments: URL, root, devices; with TLS the certificate to trust.</summary>
    public const string Login = "login";

    /// <summary>Arguments: URL, root.</summary>
    public const string Qr = "qr";

    /// <summary>Arguments: URL, root, devices, few, many; with TLS the certificate to trust.</summary>
    public const string Idle = "idle";

    public static async Task RunAsync(string role, string[] arguments, CancellationToken cancellation)
    {
        switch (role, arguments)
        {
            case (Micro, [var frame]):
                await TellAsync(MeasureMicro(Convert.FromHexString(frame)));
                break;
            case (Login, [var url, var root, var file, .. { Length: <= 1 } tls]):
                await TellAsync(await Logins.MeasureAsync(Target.Of(url, root, tls.FirstOrDefault()), file, cancellation));
                break;
            case (Qr, [var url, var root]):
                await TellAsync(await QrStarts.MeasureAsync(Target.Of(url, root), cancellation));
                break;
            case (Idle, [var url, var root, var file, var few, var many, .. { Length: <= 1 } tls]):
                var target = Target.Of(url, root, tls.FirstOrDefault());
                await TellAsync(await IdleClients.MeasureAsync(target, file, Number(few), Number(many), cancellation));
                break;
            default:
                throw new UsageException($"No child process of '{Name}' can be '{role} {string.Join(' ', arguments)}'.");
        }
    }

    private static Dictionary<string, double> MeasureMicro(byte[] frame)
    {
        var figures = new Dictionary<string, double>();
        CryptoTimings.Measure(figures);
        NodeTimings.Measure(frame, figures);
        return figures;
    }

    private static Task TellAsync(IReadOnlyDictionary<string, double> figures) => Console.Out.WriteLineAsync(Figures.Write(figures));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
