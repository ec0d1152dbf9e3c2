using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Wasilo.Grains.Accounts;
using Wasilo.Grains.Events;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Grains.Sessions.Messages;
using Wasilo.Grains.Sessions.Running;
using Wasilo.Grains.Watching;
using Wasilo.Grains.Webhooks;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Events;
using Wasilo.Storage.Messages;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Grains;

/// <summary>What the grains of sessions and accounts need on a silo, besides its storage and clock.</summary>
internal static class SessionComposition
{
    public static IServiceCollection AddSessions(this IServiceCollection services, EngineSettings engines, WebhookOptions webhooks)
    {
        services.TryAddSingleton<IRandomSource>(SystemRandomSource.Instance);
        services.TryAddSingleton(new WatchTimings());
        services.TryAddSingleton(new SendingLimits());
        return services
            .AddSingleton(engines)
            .AddSingleton<SessionLifeStore>().AddSingleton<AccountKeys>()
            .AddSingleton<SessionJournal>().AddSingleton<EventStore>().AddSingleton<WebhookQueue>().AddSingleton<DeliveryLog>()
            .AddSingleton<EngineStores>().AddSingleton<MessageStore>().AddSingleton<EventDesk>().AddSingleton<SessionFaces>()
            .AddSingleton(webhooks).AddSingleton<WebhookBell>().AddSingleton<WebhookSender>().AddSingleton<WebhookTurns>()
            .AddSingleton<WebhookDispatcher>()
            .AddSingleton(provider => new Lazy<KeyRing>(provider.GetRequiredService<KeyRing>))
            .AddSingleton<ConfigCipher>().AddSingleton<ConfigVault>()
            .AddSingleton<TokenDeriver>().AddSingleton<ScopedKeys>()
            .AddSingleton<EngineFactory>().AddSingleton<Leftovers>().AddSingleton<SessionServices>();
    }
}
