using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Local.Membership;
using Orleans.Runtime;
using Wasilo.Testing;

namespace Wasilo.Orleans.Local.Tests.Membership;

/// <summary>A silo that can't reach the membership table any more stops itself, and closes what its grains hold first.</summary>
public sealed class LostTableTests
{
    private static readonly TimeSpan Bearable = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_silo_without_its_table_ends_its_grains_and_then_itself()
    {
        var table = new BreakableTable();
        var ended = new ConcurrentQueue<DeactivationReasonCode>();
        var ports = FreePort.Find(2);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(ended);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(ports[0], ports[1]);
            silo.Services.AddSingleton<IMembershipTable>(table);

            // Others would wait for six seconds: that leaves the silo's own end a second and a half, enough on a busy machine.
            silo.Configure<ClusterMembershipOptions>(o => (o.ProbeTimeout, o.NumMissedProbesLimit) = (TimeSpan.FromSeconds(6), 2));
        });
        using var host = builder.Build();
        await host.StartAsync();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var onStop = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopped.SetResult);
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IHolderGrain>("held");
        await grain.Hold();

        try
        {
            table.IsAway = true;
            await stopped.Task.WaitAsync(Bearable);
            ended.ShouldBe([DeactivationReasonCode.ShuttingDown]);
            Environment.ExitCode.ShouldBe(1);
            await Should.ThrowAsync<SiloUnavailableException>(() => grain.Hold().WaitAsync(Bearable));
        }
        finally
        {
            // The silo's verdict on its process; this process goes on testing.
            Environment.ExitCode = 0;
            await host.StopAsync();
        }
    }

    /// <summary>A table in memory that can be taken away.</summary>
    private sealed class BreakableTable : IMembershipTable
    {
        private readonly InMemoryMembershipTable _table = new();

        public bool IsAway { get; set; }

        private InMemoryMembershipTable Table => IsAway ? throw new IOException("The database is away.") : _table;

        public Task InitializeMembershipTable(bool tryInitTableVersion) => Table.InitializeMembershipTable(tryInitTableVersion);

        public Task DeleteMembershipTableEntries(string clusterId) => Table.DeleteMembershipTableEntries(clusterId);

        public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Table.CleanupDefunctSiloEntries(beforeDate);

        public Task<MembershipTableData> ReadRow(SiloAddress key) => Table.ReadRow(key);

        public Task<MembershipTableData> ReadAll() => Table.ReadAll();

        public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => Table.InsertRow(entry, tableVersion);

        public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => Table.UpdateRow(entry, etag, tableVersion);

        public Task UpdateIAmAlive(MembershipEntry entry) => Table.UpdateIAmAlive(entry);
    }
}

/// <summary>Holds something that must be closed in time.</summary>
public interface IHolderGrain : IGrainWithStringKey
{
    /// <summary>Takes it.</summary>
    Task Hold();
}

/// <summary>Says how it ended.</summary>
public sealed class HolderGrain(ConcurrentQueue<DeactivationReasonCode> ended) : Grain, IHolderGrain
{
    /// <inheritdoc />
    public Task Hold() => Task.CompletedTask;

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        ended.Enqueue(reason.ReasonCode);
        return Task.CompletedTask;
    }
}
