using Wasilo.Grains.Abstractions.Accounts;
using Wasilo.Silo;

namespace Wasilo.Api.Access;

/// <summary>A box that has never been used gets an account and a key for it, which is printed once.</summary>
internal sealed class FirstKey(IClusterClient cluster, WasiloRole role, IHostApplicationLifetime lifetime) : IHostedService
{
    public const string Account = "default";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!role.HostsSilo)
            return; // a cluster's accounts are its operators' matter

        var account = cluster.GetGrain<IAccountGrain>(Account);
        if (await account.Get() is null)
            await account.Put("Default", null);
        if ((await account.ListKeys()).Length > 0)
            return;
        var made = await account.CreateKey(new ApiKeyRequest("First key", [.. ApiScopes.All]));
        lifetime.ApplicationStarted.Register(() => Console.Out.WriteLine(
            $"API key of account '{Account}', shown this once: {made.Key}"));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
