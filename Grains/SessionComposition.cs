using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Wasilo.Grains.Accounts;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Grains.Watching;
using Wasilo.Storage;
using Wasilo.Storage.Accounts;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Grains;

/// <summary>What the grains of sessions and accounts need on a silo, besides its database, master keys and clock.</summary>
internal static class SessionComposition
{
    public static IServiceCollection AddSessions(this IServiceCollection services, EngineSettings engines)
    {
        services.TryAddSingleton<IRandomSource>(SystemRandomSource.Instance);
        services.TryAddSingleton(new WatchTimings());
        return services
            .AddSingleton(engines)
            .AddSingleton<AccountStore>().AddSingleton<ApiKeyStore>().AddSingleton<AccountKeys>()
            .AddSingleton<SessionStore>().AddSingleton<SessionLifeStore>().AddSingleton<SessionOwnership>()
            .AddSingleton(provider => new GroupCommitWriter(
                provider.GetRequiredService<Database>(), new WriterOptions(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<EngineFactory>().AddSingleton<Leftovers>().AddSingleton<SessionServices>();
    }
}
