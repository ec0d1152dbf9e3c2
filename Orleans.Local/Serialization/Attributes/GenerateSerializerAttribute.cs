namespace Orleans;

/// <summary>Marks a type whose instances may be sent between grains. Its members travel by their <see cref="IdAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether the parameters of a record's primary constructor travel; they do unless this is set to false.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }

    /// <summary>Whether members without an <see cref="IdAttribute"/> get an id of their own; by default they don't travel.</summary>
    public GenerateFieldIds GenerateFieldIds { get; init; }
}
