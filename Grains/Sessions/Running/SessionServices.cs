using Microsoft.Extensions.Logging;
using Wasilo.Grains.Events;
using Wasilo.Grains.Sessions.Engine;
using Wasilo.Grains.Sessions.Messages;
using Wasilo.Grains.Webhooks;
using Wasilo.Storage.Events;
using Wasilo.Storage.Messages;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Sessions.Running;

/// <summary>What all sessions of a node have in common.</summary>
internal sealed class SessionServices(
    SessionStore sessions,
    SessionLifeStore lives,
    SessionOwnership owners,
    SessionJournal journal,
    WebhookBell bell,
    ConfigVault configs,
    EngineFactory engines,
    MessageStore messages,
    SendingLimits limits,
    EventDesk feed,
    Leftovers leftovers,
    ISiloStatusOracle membership,
    TimeProvider time,
    ILogger<SessionActor> log)
{
    public SessionStore Sessions => sessions;

    public SessionLifeStore Lives => lives;

    public SessionOwnership Owners => owners;

    public SessionJournal Journal => journal;

    public WebhookBell Bell => bell;

    public ConfigVault Configs => configs;

    public EngineFactory Engines => engines;

    public MessageStore Messages => messages;

    public SendingLimits Limits => limits;

    public EventDesk Feed => feed;

    public Leftovers Leftovers => leftovers;

    public TimeProvider Time => time;

    public ILogger Log => log;

    /// <summary>This node's name.</summary>
    public string Node => membership.SiloName;

    /// <summary>This process as the owner of sessions. A process that is started again under the same name is another one.</summary>
    public string Owner { get; } = membership.SiloAddress.ToParsableString();
}
