using Wasilo.Conformance.Grains.Journals;

namespace Wasilo.Conformance.Grains.Activation;

/// <summary>A grain whose idle time counts.</summary>
public interface ICollectedGrain : IGrainWithStringKey
{
    /// <summary>Counts as use.</summary>
    Task Touch();

    /// <summary>Keeps the activation for a while although idle.</summary>
    Task Delay(TimeSpan howLong);

    /// <summary>Starts a timer that ticks far more often than the grain would be collected.</summary>
    Task StartTimer(bool keepAlive);
}

/// <summary>As <see cref="ICollectedGrain"/>, with an age limit by attribute.</summary>
public interface IAttributeAgedGrain : ICollectedGrain;

/// <summary>As <see cref="ICollectedGrain"/>, with an age limit by configuration.</summary>
public interface IConfigurationAgedGrain : ICollectedGrain;

/// <summary>As <see cref="ICollectedGrain"/>, never collected.</summary>
public interface IKeptGrain : ICollectedGrain;

/// <summary>As <see cref="ICollectedGrain"/>, with the silo's age limit.</summary>
public interface IPlainlyAgedGrain : ICollectedGrain;

/// <summary>What the grains of different ages share.</summary>
public abstract class CollectedGrain(IJournal journal) : JournaledGrain(journal), ICollectedGrain
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    Task ICollectedGrain.Touch() => Task.CompletedTask;

    Task ICollectedGrain.Delay(TimeSpan howLong)
    {
        DelayDeactivation(howLong);
        return Task.CompletedTask;
    }

    Task ICollectedGrain.StartTimer(bool keepAlive)
    {
        this.RegisterGrainTimer(
            () =>
            {
                Write("tick");
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(Tick, Tick) { KeepAlive = keepAlive });
        return Task.CompletedTask;
    }
}

/// <summary>The silo's age limit.</summary>
public sealed class PlainlyAgedGrain(IJournal journal) : CollectedGrain(journal), IPlainlyAgedGrain;

/// <summary>An age limit by attribute, longer than the silo's.</summary>
[CollectionAgeLimit("00:00:04")]
public sealed class AttributeAgedGrain(IJournal journal) : CollectedGrain(journal), IAttributeAgedGrain;

/// <summary>An age limit by configuration.</summary>
public sealed class ConfigurationAgedGrain(IJournal journal) : CollectedGrain(journal), IConfigurationAgedGrain;

/// <summary>Never collected.</summary>
[KeepAlive]
public sealed class KeptGrain(IJournal journal) : CollectedGrain(journal), IKeptGrain;
