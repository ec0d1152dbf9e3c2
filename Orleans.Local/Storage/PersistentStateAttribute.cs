namespace Orleans.Runtime;

/// <summary>Marks a grain's constructor parameter of type <see cref="IPersistentState{TState}"/>.</summary>
/// <param name="stateName">
/// The state's name. Grain classes whose keys can be equal need different ones: ADO.NET storage knows no grain class.
/// </param>
/// <param name="storageName">The storage's name; the default storage if null.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
{
    /// <summary>The state's name.</summary>
    public string StateName { get; } = stateName;

    /// <summary>The storage's name; the default storage if null.</summary>
    public string? StorageName { get; } = storageName;
}
