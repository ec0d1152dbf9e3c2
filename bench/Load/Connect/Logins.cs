using System.Diagnostics;

namespace Wasilo.Load.Connect;

/// <summary>Devices that log in and go away, one after the other.</summary>
internal static class Logins
{
    /// <summary>In turns, so that a device's last socket is gone when it comes again.</summary>
    private const int DeviceCount = 50;

    private const int WarmUp = 400;
    private const int Count = 1000;

    public static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(Target target, string file, CancellationToken cancellation)
    {
        var stores = await Devices.ReadAsync(file, 0, DeviceCount, cancellation);
        var walls = new List<TimeSpan>(Count);
        var cpu = TimeSpan.Zero;
        for (var login = 0; login < WarmUp + Count; login++)
        {
            if (login == WarmUp)
                cpu = Environment.CpuUsage.TotalTime;

            var begun = Stopwatch.GetTimestamp();
            await using var client = new BenchClient(target, stores[login % DeviceCount]);
            await client.StartAsync(cancellation);
            if (login >= WarmUp)
                walls.Add(Stopwatch.GetElapsedTime(begun));
        }

        cpu = Environment.CpuUsage.TotalTime - cpu;
        return new Dictionary<string, double>
        {
            ["login_cpu_ms"] = cpu.TotalMilliseconds / Count,
            ["connect_to_working_p50_ms"] = Percentiles.Of(walls, 0.5),
        };
    }
}
