namespace Orleans.Runtime;

/// <summary>Where a silo is in its life. The numbers are those in the membership table.</summary>
public enum SiloStatus
{
    /// <summary>No such silo.</summary>
    None = 0,

    /// <summary>Constructed.</summary>
    Created = 1,

    /// <summary>Entering the cluster.</summary>
    Joining = 2,

    /// <summary>Takes grains and calls.</summary>
    Active = 3,

    /// <summary>Leaving: ends its grains, finishes its calls.</summary>
    ShuttingDown = 4,

    /// <summary>Leaving at once.</summary>
    Stopping = 5,

    /// <summary>Gone for good; a restart is another silo.</summary>
    Dead = 6,
}
